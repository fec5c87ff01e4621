/** Where and when a photo was taken, by its own word: read before it is made smaller, for that takes the word away. */

const POINTER = 0x8769, GPS = 0x8825, ORIGINAL = 0x9003, OFFSET = 0x9011;
const HEAD = 262_144; // bytes of the file in which the word stands

/** @param {Blob} file  @returns {Promise<{lon?: number, lat?: number, at?: Date}>} what is known; {} for other files than JPEG */
export async function exif(file) {
  try {
    return read(new DataView(await file.slice(0, HEAD).arrayBuffer()));
  } catch {
    return {}; // damaged, or not what it says: then the photo says nothing
  }
}

function read(view) {
  if (view.getUint16(0) !== 0xffd8) return {};
  for (let at = 2; at + 4 < view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at + 1) === 0xe1 && view.getUint32(at + 4) === 0x45786966) return tiff(new DataView(view.buffer, at + 10));
  }
  return {};
}

function tiff(view) {
  const little = view.getUint16(0) === 0x4949;
  const root = folder(view, view.getUint32(4, little), little);
  const detail = root.get(POINTER) ? folder(view, root.get(POINTER)(), little) : new Map();
  const gps = root.get(GPS) ? folder(view, root.get(GPS)(), little) : new Map();
  return { ...place(gps), ...moment(detail) };
}

/** Tag -> a function that reads its value: text, number, or list of fractions. */
function folder(view, start, little) {
  const found = new Map();
  for (let n = 0; n < view.getUint16(start, little); n += 1) {
    const at = start + 2 + 12 * n, kind = view.getUint16(at + 2, little), count = view.getUint32(at + 4, little);
    const far = () => view.getUint32(at + 8, little);
    found.set(view.getUint16(at, little), () => {
      if (kind === 2) return text(view, count > 4 ? far() : at + 8, count);
      if (kind === 5) return [...Array(Math.min(count, 3)).keys()].map((i) => view.getUint32(far() + 8 * i, little) / view.getUint32(far() + 8 * i + 4, little));
      return far();
    });
  }
  return found;
}

const text = (view, start, count) => String.fromCharCode(...new Uint8Array(view.buffer, view.byteOffset + start, count)).replace(/\0.*$/, "");

function place(gps) {
  if (![1, 2, 3, 4].every((tag) => gps.has(tag))) return {};
  const degrees = (tag, negative) => {
    const [whole, minutes, seconds] = gps.get(tag + 1)();
    return (whole + minutes / 60 + seconds / 3600) * (gps.get(tag)().startsWith(negative) ? -1 : 1);
  };
  const lat = degrees(1, "S"), lon = degrees(3, "W");
  return Number.isFinite(lat + lon) && (lat || lon) && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lon, lat } : {};
}

/** By the phone's zone, unless the photo names its own. */
function moment(detail) {
  const said = detail.get(ORIGINAL)?.().match(/^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/);
  if (!said) return {};
  const zone = detail.get(OFFSET)?.().match(/^[+-]\d\d:\d\d$/)?.[0] ?? "";
  const at = new Date(`${said[1]}-${said[2]}-${said[3]}T${said[4]}${zone}`);
  return Number.isNaN(at.getTime()) ? {} : { at };
}
