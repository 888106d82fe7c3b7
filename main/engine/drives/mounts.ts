// What is mounted where, as the system tells it: the ground for saying on which drive a photo lies, and for finding the drive
// again under another path. Linux says most; macOS and Windows say enough for network folders and drive names.
import { execFile } from 'node:child_process';
import { access, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

export interface Mount {
  readonly path: string;
  /** The same wherever and whenever this file system is mounted; null where the system gives no such thing. */
  readonly volume: string | null;
  /** What people call it; null for the disk that the system is on. */
  readonly name: string | null;
  readonly isNetwork: boolean;
}

export type ReadMounts = () => Promise<Mount[]>;

/** Empty when the system cannot be asked: then folders are known by their paths and files alone. */
export async function readSystemMounts(): Promise<Mount[]> {
  try {
    if (process.platform === 'linux') return await readLinuxMounts();
    if (process.platform === 'darwin') return await readMacMounts();
    if (process.platform === 'win32') return await readWindowsDrives();
  } catch {
    // As above.
  }
  return [];
}

const networkTypes = /^(nfs\d?|cifs|smb\d?|smbfs|afpfs|webdav|davfs|9p|ncpfs|ceph|fuse\.(sshfs|rclone|gvfsd-fuse))$/;
/** File systems that hold no one's photos. */
const systemTypes =
  /^(proc|sysfs|devtmpfs|devpts|cgroup2?|mqueue|debugfs|tracefs|securityfs|pstore|bpf|configfs|hugetlbfs|autofs|squashfs|fusectl|binfmt_misc|rpc_pipefs|efivarfs)$/;

/** proc_pid_mountinfo(5): ids, device, root, mount point, options, optional fields, `-`, type, source. */
async function readLinuxMounts(): Promise<Mount[]> {
  const [text, uuids, labels] = await Promise.all([
    readFile('/proc/self/mountinfo', 'utf8'),
    readDiskNames('/dev/disk/by-uuid'),
    readDiskNames('/dev/disk/by-label'),
  ]);
  return parseMountInfo(text).map(({ path, type, source }) => {
    const isNetwork = networkTypes.test(type);
    const uuid = uuids.get(source);
    return {
      path,
      volume: uuid !== undefined ? `uuid:${uuid}` : isNetwork ? `${type}:${source}` : null,
      name: path === '/' ? null : (labels.get(source) ?? (basename(path) || null)),
      isNetwork,
    };
  });
}

export function parseMountInfo(text: string): { path: string; type: string; source: string }[] {
  return text.split('\n').flatMap((line) => {
    const [front, back] = line.split(' - ');
    const path = front?.split(' ')[4];
    const [type, source] = back?.split(' ') ?? [];
    if (path === undefined || type === undefined || source === undefined || systemTypes.test(type)) return [];
    return [{ path: unescapeOctal(path), type, source: unescapeOctal(source) }];
  });
}

/** Blanks in mount points are written `\040`. */
function unescapeOctal(text: string): string {
  return text.replace(/\\(\d{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}

/** From a device such as /dev/sdb1 to the name of the link that points to it. */
async function readDiskNames(folder: string): Promise<Map<string, string>> {
  const links = await readdir(folder).catch(() => []);
  const devices = await Promise.all(links.map((link) => realpath(join(folder, link)).catch(() => '')));
  // udev writes blanks and slashes in labels as `\x20`.
  const plain = links.map((link) =>
    link.replace(/\\x([0-9a-f]{2})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
  );
  return new Map(devices.map((device, i) => [device, plain[i]!]));
}

/** Lines such as `/dev/disk4s1 on /Volumes/PHOTOS (exfat, local, nodev)`. */
async function readMacMounts(): Promise<Mount[]> {
  const { stdout } = await promisify(execFile)('/sbin/mount', { timeout: 5000 });
  return stdout.split('\n').flatMap((line): Mount[] => {
    const match = /^(.+) on (.+) \(([a-z0-9]+),/.exec(line);
    if (!match) return [];
    const [, source, path, type] = match as unknown as [string, string, string, string];
    const isNetwork = networkTypes.test(type);
    const name = path.startsWith('/Volumes/') ? basename(path) : null;
    return [{ path, volume: isNetwork ? `${type}:${source}` : null, name, isNetwork }];
  });
}

/** Node gives a Windows volume's serial number as the device of its files. */
async function readWindowsDrives(): Promise<Mount[]> {
  const drives = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);
  const mounts = await Promise.all(
    drives.map(async (path): Promise<Mount | null> => {
      try {
        await access(path);
        const { dev } = await stat(path, { bigint: true });
        const isSystem = path[0] === process.env['SystemDrive']?.[0];
        return { path, volume: `serial:${dev}`, name: isSystem ? null : path, isNetwork: false };
      } catch {
        return null;
      }
    }),
  );
  return mounts.filter((mount) => mount !== null);
}
