"""What happens to a photo on its way through the world: the changes the learned head must not see.

`augment` applies a random handful to a picture of about 512 pixels. The probabilities are those of model making alone;
nothing here runs in the application.
"""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

BICUBIC = Image.Resampling.BICUBIC
CAPTIONS = ["Hello from the sea", "SALE", "14:02", "Happy birthday!", "look at this", "2024-08-11", "GOOD MORNING", "ok"]


def grey_level(chance):
    return (chance.choice([0, 0, 255, chance.randrange(256)]),) * 3


def crop(picture, chance):
    """Keeps 20 to 100 % of the area, with some change of proportions."""
    share, stretch = chance.uniform(0.2, 1), chance.uniform(0.85, 1.18)
    wide = min(1, share**0.5 * stretch)
    high = min(1, share**0.5 / stretch)
    width, height = max(16, int(picture.width * wide)), max(16, int(picture.height * high))
    x, y = chance.randint(0, picture.width - width), chance.randint(0, picture.height - height)
    return picture.crop((x, y, x + width, y + height))


def quarter_turn(picture, chance):
    turns = [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270]
    return picture.transpose(chance.choice(turns))


def small_turn(picture, chance):
    angle = chance.choice([-1, 1]) * chance.choice([chance.uniform(1, 10), chance.uniform(10, 45)])
    return picture.rotate(angle, BICUBIC, expand=chance.random() < 0.4, fillcolor=grey_level(chance))


def mirror(picture, _):
    return picture.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


def light(picture, chance):
    for enhancer in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        picture = enhancer(picture).enhance(chance.uniform(0.55, 1.5))
    return picture


def hue(picture, chance):
    shift = chance.randint(-18, 18)
    hues, saturations, values = picture.convert("HSV").split()
    return Image.merge("HSV", (hues.point(lambda v: (v + shift) % 256), saturations, values)).convert("RGB")


def grey(picture, _):
    return picture.convert("L").convert("RGB")


def caption(picture, chance):
    picture = picture.copy()
    size = max(10, int(picture.height * chance.uniform(0.06, 0.16)))
    place = (int(picture.width * chance.uniform(0, 0.5)), int(picture.height * chance.uniform(0, 0.9)))
    fill, edge = chance.choice([((255, 255, 255), (0, 0, 0)), ((0, 0, 0), (255, 255, 255)), ((255, 220, 0), (0, 0, 0))])
    font = ImageFont.load_default(size)
    pen = ImageDraw.Draw(picture)
    pen.text(place, chance.choice(CAPTIONS), fill=fill, font=font, stroke_width=max(1, size // 14), stroke_fill=edge)
    return picture


def emoji(picture, chance):
    picture = picture.copy()
    pen = ImageDraw.Draw(picture)
    r = int(min(picture.size) * chance.uniform(0.06, 0.16))
    x, y = chance.randint(0, picture.width), chance.randint(0, picture.height)
    pen.ellipse((x - r, y - r, x + r, y + r), fill=(255, chance.randint(150, 225), 40))
    for side in (-1, 1):
        eye = x + side * r // 3
        pen.ellipse((eye - r // 8, y - r // 3, eye + r // 8, y - r // 10), fill=(60, 40, 0))
    pen.arc((x - r // 2, y - r // 2, x + r // 2, y + r // 2), 20, 160, fill=(60, 40, 0), width=max(1, r // 8))
    return picture


def border(picture, chance):
    left, top, right, bottom = (int(min(picture.size) * chance.uniform(0, 0.2)) for _ in range(4))
    page = Image.new("RGB", (picture.width + left + right, picture.height + top + bottom), grey_level(chance))
    page.paste(picture, (left, top))
    return page


def screenshot(picture, chance):
    """A page a third to three times as large as the picture, with a bar, lines of text and the picture somewhere in it."""
    tone = chance.choice([chance.randint(15, 45), chance.randint(225, 255)])
    ink = 255 - tone
    page_size = (int(picture.width * chance.uniform(1.05, 1.7)), int(picture.height * chance.uniform(1.1, 2)))
    page = Image.new("RGB", page_size, (tone, tone, tone + (2 if tone < 250 else 0)))
    pen = ImageDraw.Draw(page)
    bar = int(page.height * chance.uniform(0.04, 0.1))
    pen.rectangle((0, 0, page.width, bar), fill=((tone * 7 + ink) // 8,) * 3)
    pen.text((12, bar // 4), chance.choice(CAPTIONS), fill=(ink,) * 3, font=ImageFont.load_default(max(8, bar // 2)))
    x = chance.randint(0, page.width - picture.width)
    y = bar + chance.randint(0, max(0, (page.height - bar - picture.height) // 2))
    page.paste(picture, (x, y))
    step = max(8, page.height // 30)
    for line in range(y + picture.height + step, page.height - step, step):
        pen.rectangle((x, line, x + chance.randint(10, picture.width), line + step // 2), fill=((tone + ink) // 2,) * 3)
    return page


def blur(picture, chance):
    return picture.filter(ImageFilter.GaussianBlur(min(picture.size) * chance.uniform(0.003, 0.014)))


def noise(picture, chance):
    generator = np.random.default_rng(chance.getrandbits(32))
    pixels = np.asarray(picture, np.float32)
    speckled = pixels + generator.normal(0, chance.uniform(4, 25), pixels.shape).astype(np.float32)
    return Image.fromarray(np.clip(speckled, 0, 255).astype(np.uint8))


def shrink(picture, chance):
    longest = chance.randint(32, 110)
    scale = longest / max(picture.size)
    return picture.resize((max(8, round(picture.width * scale)), max(8, round(picture.height * scale))), BICUBIC)


def recompress(picture, chance):
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=chance.randint(5, 50))
    return Image.open(file).convert("RGB")


STEPS = [
    (crop, 0.6),
    (quarter_turn, 0.25),
    (small_turn, 0.2),
    (mirror, 0.3),
    (light, 0.45),
    (hue, 0.2),
    (grey, 0.12),
    (caption, 0.2),
    (emoji, 0.1),
    (border, 0.1),
    (screenshot, 0.15),
    (blur, 0.15),
    (noise, 0.1),
    (shrink, 0.2),
    (recompress, 0.4),
]


def augment(picture, chance):
    for step, probability in STEPS:
        if chance.random() < probability:
            picture = step(picture, chance)
    return picture
