// The scan of a baseline JPEG: MCU by MCU, interval by interval. (ITU-T T.81, A.2.3 and E.2)
import { bitPlace, readMeans, readQuarters, startReading } from './blocks';
import { Component, Scan } from './layout';
import { markerPlace, unstuff } from './unstuff';

const FIRST_RESTART: u32 = 0xd0;

/** Fills the components' planes. Returns false where the data are damaged or end too early. */
export function readScan(scan: Scan): bool {
  const mcus = scan.mcusAcross * scan.mcusDown;
  const interval = scan.restartInterval === 0 ? mcus : scan.restartInterval;
  let source = scan.source;
  for (let first: u32 = 0, restart: u32 = 0; first < mcus; first += interval, restart++) {
    if (first > 0) {
      if (source + 2 > scan.sourceEnd || load<u8>(source, 1) !== FIRST_RESTART + ((restart - 1) % 8)) return false;
      source += 2;
    }
    const end = unstuff(source, scan.sourceEnd, scan.unstuffed);
    source = markerPlace;
    startReading(scan.unstuffed);
    if (!readInterval(scan, first, min<u32>(first + interval, mcus), end)) return false;
    if (bitPlace() > (<u64>end) << 3) return false;
  }
  return true;
}

function readInterval(scan: Scan, first: u32, last: u32, end: usize): bool {
  for (let i: u32 = 0; i < scan.componentCount; i++) componentOf(scan, i).predicted = 0;
  const bitEnd = (<u64>end) << 3;
  let x = first % scan.mcusAcross;
  let y = first / scan.mcusAcross;
  for (let mcu = first; mcu < last; mcu++) {
    for (let i: u32 = 0; i < scan.componentCount; i++) {
      if (!readBlocks(componentOf(scan, i), x, y) || bitPlace() > bitEnd) return false;
    }
    if (++x === scan.mcusAcross) {
      x = 0;
      y++;
    }
  }
  return true;
}

function readBlocks(component: Component, x: u32, y: u32): bool {
  return component.isQuartered ? readQuarters(component, x, y) : readMeans(component, x, y);
}

function componentOf(scan: Scan, index: u32): Component {
  return changetype<Component>(scan.components + <usize>index * offsetof<Component>());
}
