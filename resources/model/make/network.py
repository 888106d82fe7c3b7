"""Builds the ONNX graph: picture (uint8 NHWC) -> EfficientNet-Lite0 -> two pooled maps -> learned head -> feature.

Stands between weights.py (folded layers) and make_model.py (the shipped file). Without a head the graph ends at the
1952-d descriptor the head is fitted on.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

INPUT_SIZE = 224
# (kernel, stride, channels out) of the 16 blocks: EfficientNet (Tan and Le 2019, table 1) at lite0 scale.
BLOCKS = (
    [(3, 1, 16)]
    + [(3, 2, 24), (3, 1, 24)]
    + [(5, 2, 40), (5, 1, 40)]
    + [(3, 2, 80), (3, 1, 80), (3, 1, 80)]
    + [(5, 1, 112)] * 3
    + [(5, 2, 192), (5, 1, 192), (5, 1, 192), (5, 1, 192)]
    + [(3, 1, 320)]
)
# TensorFlow's "SAME" at stride 2 pads more at the end than at the beginning; at stride 1 it is symmetric.
PADS_AT_STRIDE_2 = {3: [0, 0, 1, 1], 5: [1, 1, 2, 2]}
MIDDLE_BLOCK = 11
MIDDLE_WEIGHT = 2.2
POOLING_POWER = 3.0


class Graph:
    """Collects nodes and initialisers; large weights are stored as fp16 and cast when the file is loaded."""

    def __init__(self):
        self.nodes = []
        self.initialisers = []

    def node(self, operator, inputs, name, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def constant(self, name, values, dtype=np.float32):
        self.initialisers.append(numpy_helper.from_array(np.asarray(values, dtype), name))
        return name

    def weights(self, name, values):
        self.constant(f"{name}.fp16", values, np.float16)
        return self.node("Cast", [f"{name}.fp16"], name, to=TensorProto.FLOAT)

    def convolution(self, name, source, layer, stride=1, depthwise=False, clip=True):
        weight, bias = layer
        kernel = weight.shape[2]
        pads = PADS_AT_STRIDE_2[kernel] if stride == 2 else [kernel // 2] * 4
        inputs = [source, self.weights(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)]
        groups = weight.shape[0] if depthwise else 1
        result = self.node("Conv", inputs, name, strides=[stride, stride], pads=pads, group=groups)
        return self.node("Clip", [result, "zero", "six"], f"{name}.clipped") if clip else result

    def unit(self, name, source):
        return self.node("LpNormalization", [source], f"{name}.unit", axis=1, p=2)

    def pool(self, name, source):
        """Generalised mean: mean(x^3)^(1/3) over the map (Radenovic, Tolias and Chum 2018, equation 3)."""
        cubed = self.node("Pow", [source, "power"], f"{name}.cubed")
        mean = self.node("ReduceMean", [cubed], f"{name}.mean", axes=[2, 3], keepdims=0)
        return self.unit(name, self.node("Pow", [mean, "root"], f"{name}.pooled"))


def add_trunk(graph, layers):
    """Adds the sixteen blocks; returns the middle map (672 x 14 x 14) and the final map (1280 x 7 x 7)."""
    x = graph.convolution("stem", "normalised", layers["stem"], stride=2)
    channels, middle = 32, None
    for block, (kernel, stride, width) in enumerate(BLOCKS):
        start = x
        if block > 0:
            x = graph.convolution(f"{block}.expand", x, layers[f"{block}.expand"])
        middle = x if block == MIDDLE_BLOCK else middle
        depthwise = layers[f"{block}.depthwise"]
        assert depthwise[0].shape[2] == kernel, (block, kernel, depthwise[0].shape)
        x = graph.convolution(f"{block}.depthwise", x, depthwise, stride, depthwise=True)
        x = graph.convolution(f"{block}.project", x, layers[f"{block}.project"], clip=False)
        if stride == 1 and channels == width:
            x = graph.node("Add", [x, start], f"{block}.added")
        channels = width
    return middle, graph.convolution("head", x, layers["head"])


def build(layers, head=None):
    """`head` is (projection 1952 x 512, mean 1952) or None for the bare descriptor."""
    graph = Graph()
    for name, value in {"zero": 0, "six": 6, "power": POOLING_POWER, "root": 1 / POOLING_POWER}.items():
        graph.constant(name, value)
    graph.node("Cast", ["picture"], "picture.float", to=TensorProto.FLOAT)
    graph.node("Transpose", ["picture.float"], "picture.planar", perm=[0, 3, 1, 2])
    graph.node("Sub", ["picture.planar", graph.constant("grey", 127)], "picture.centred")
    graph.node("Div", ["picture.centred", graph.constant("range", 128)], "normalised")
    middle, final = add_trunk(graph, layers)
    final_unit, middle_unit = graph.pool("final", final), graph.pool("middle", middle)
    weighted = graph.node("Mul", [middle_unit, graph.constant("middle.weight", MIDDLE_WEIGHT)], "middle.weighted")
    output = graph.node("Concat", [final_unit, weighted], "descriptor", axis=1)
    width = 1280 + 672
    if head is not None:
        projection, mean = head
        gemm = ["descriptor", graph.weights("projection", projection), graph.constant("offset", -mean @ projection)]
        output = graph.node("LpNormalization", [graph.node("Gemm", gemm, "projected")], "feature", axis=1, p=2)
        width = projection.shape[1]
    picture = helper.make_tensor_value_info("picture", TensorProto.UINT8, ["N", INPUT_SIZE, INPUT_SIZE, 3])
    result = helper.make_tensor_value_info(output, TensorProto.FLOAT, ["N", width])
    body = helper.make_graph(graph.nodes, "likeness", [picture], [result], graph.initialisers)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="likeness")
    onnx.checker.check_model(model)
    return model
