import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

type Rgb = readonly [number, number, number];
type Kind = "dark" | "light" | "highContrast" | "highContrastLight";
type Matrix = readonly [Rgb, Rgb, Rgb];

const backgrounds: Readonly<Record<Kind, string>> = {
  dark: "#1f1f1f",
  light: "#ffffff",
  highContrast: "#000000",
  highContrastLight: "#ffffff",
};

/** How those who lack one kind of cone see linear colours. Machado, Oliveira and Fernandes 2009, severity 1. */
const sights: Readonly<Record<string, Matrix>> = {
  "full colour vision": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
  contributes: { colors: readonly { readonly id: string; readonly defaults: Readonly<Record<Kind, string>> }[] };
};

function colors(ids: RegExp, kind: Kind): string[] {
  return contributes.colors.filter(({ id }) => ids.test(id)).map(({ defaults }) => defaults[kind]);
}

function linear(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function times(matrix: Matrix, [r, g, b]: Rgb): Rgb {
  const row = ([x, y, z]: Rgb) => x * r + y * g + z * b;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** Björn Ottosson's Oklab: distances in it are about as large as they look; 0.02 can just be seen. */
function oklab(color: Rgb): Rgb {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    color,
  ).map((value) => Math.cbrt(Math.max(0, value))) as unknown as Rgb;
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

/** The contrast ratio of WCAG 2. */
function contrast(a: string, b: string): number {
  const light = (hex: string) =>
    times(
      [
        [0.2126, 0.7152, 0.0722],
        [0, 0, 0],
        [0, 0, 0],
      ],
      linear(hex),
    )[0] + 0.05;
  return Math.max(light(a), light(b)) / Math.min(light(a), light(b));
}

describe("the colours of plots", () => {
  for (const kind of Object.keys(backgrounds) as Kind[]) {
    const least = kind.startsWith("high") ? 4.5 : 3;
    it(`stand out ${least} to 1 from the background of a ${kind} theme`, () => {
      for (const color of colors(/line\d/, kind)) {
        assert.ok(contrast(color, backgrounds[kind]) >= least, `${color}: ${contrast(color, backgrounds[kind])}`);
      }
    });

    it(`can be read as text, 4.5 to 1, where they say better or worse in a ${kind} theme`, () => {
      for (const color of colors(/better|worse/, kind)) {
        assert.ok(contrast(color, backgrounds[kind]) >= 4.5, `${color}: ${contrast(color, backgrounds[kind])}`);
      }
    });
  }

  for (const [sight, matrix] of Object.entries(sights)) {
    it(`are told apart with ${sight}`, () => {
      // Blue and yellow cones are rarely lacking (1 in 10,000): there, somewhat less will do.
      const least = sight === "tritanopia" ? 0.06 : 0.08;
      for (const kind of ["dark", "light"] as const) {
        const seen = colors(/line\d/, kind).map((hex) => oklab(times(matrix, linear(hex))));
        for (const [i, a] of seen.entries()) {
          for (const [j, b] of seen.slice(0, i).entries()) {
            const distance = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
            assert.ok(distance >= least, `${kind}: lines ${j + 1} and ${i + 1} are ${distance.toFixed(3)} apart`);
          }
        }
      }
    });
  }
});
