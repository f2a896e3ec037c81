import { closeSync, ftruncateSync, openSync } from "node:fs";
import { join } from "node:path";
import { put, type HostileCase } from "./hostileCase";

const tera = 2 ** 40;

/** A file that takes no room, and says that it is a terabyte of zeros. */
function sparse(folder: string, file: string): void {
  put(folder, file, "");
  const opened = openSync(join(folder, file), "r+");
  try {
    ftruncateSync(opened, tera);
  } finally {
    closeSync(opened);
  }
}

const zeros = [
  { file: "metrics.csv", named: /It is not a text file/ },
  { file: "train.log", named: /It is not a text file/ },
  { file: "history.json", named: /It is not a text file/ },
  { file: "metrics.parquet", named: /It is not a Parquet file/ },
  { file: "evaluations.npz", named: /It is not an archive of NumPy arrays/ },
  { file: "mlflow.db", named: /It is not an SQLite database/ },
  { file: "run-abc.wandb", named: /does not begin as W&B logs do/ },
  { file: "events.out.tfevents.1700000000.host", named: /Zeros stand where a record should begin/ },
].map(({ file, named }) => ({
  name: `a terabyte of zeros called ${file}`,
  make: (folder: string) => sparse(folder, file),
  named,
}));

/** An array of NumPy's, with its head alone. */
function array(shape: string): Buffer {
  const head = `${`{'descr': '<f8', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117)}\n`;
  return Buffer.concat([Buffer.from("\x93NUMPY\x01\0", "latin1"), Buffer.from([head.length, 0]), Buffer.from(head)]);
}

/** An archive of one stored file. @param told what it says of the file's size in its table */
function archive(name: string, content: Buffer, told = content.length): Buffer {
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt32LE(content.length, 18);
  local.writeUInt32LE(content.length, 22);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt32LE(told, 20);
  entry.writeUInt32LE(told, 24);
  entry.writeUInt16LE(name.length, 28);
  const begin = [local, Buffer.from(name), content];
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(Buffer.concat(begin).length, 16);
  return Buffer.concat([...begin, entry, Buffer.from(name), end]);
}

const claimed: readonly Omit<HostileCase, "kind">[] = [
  {
    name: "an array of 5,000,000,000,000 numbers",
    make: (folder) => put(folder, "evaluations.npz", archive("timesteps.npy", array("1000000000000, 5"))),
    named: /It can’t be read/,
  },
  {
    name: "an archive whose file is of 4 GB",
    make: (folder) => put(folder, "evaluations.npz", archive("timesteps.npy", array("3,"), 0xfffffff0)),
    named: /timesteps\.npy is too large/,
  },
  {
    name: "a record of an exabyte",
    make: (folder) => {
      const record = Buffer.alloc(1000);
      record.writeBigUInt64LE(2n ** 60n);
      put(folder, "events.out.tfevents.1700000000.host", record);
    },
    named: /damaged length/,
  },
  {
    name: "a Parquet file with a footer of 2 GB",
    make: (folder) => {
      const footer = Buffer.from("PAR1....\xf0\xff\xff\x7fPAR1", "latin1");
      put(folder, "run_part_0.parquet", footer);
      put(folder, "metrics.parquet", footer);
    },
    named: /Parquet is read only as Neptune’s exporter writes it/,
  },
];

/** What says that it is far larger than what is there. */
export const claims: readonly HostileCase[] = [
  ...zeros.map((one) => ({ kind: "a hollow file", ...one })),
  ...claimed.map((one) => ({ kind: "a claim of size", ...one })),
];
