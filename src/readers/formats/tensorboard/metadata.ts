/** SummaryMetadata: what a tag is. Writers send it with the first value of a tag only. */
import { Fields, wire } from "../../parsing/protobuf/wire";

export interface Metadata {
  readonly plugin: string;
  /** The plugin's own message, from `contentStart` up to `contentEnd` in the record. */
  readonly contentStart: number;
  readonly contentEnd: number;
  /** DataClass of tensorboard/compat/proto/summary.proto: 0 unknown, 1 scalar, 2 tensor, 3 blob sequence. */
  readonly dataClass: number;
}

/** SummaryMetadata {1 plugin_data {1 plugin_name, 2 content}, 2 display_name, 3 description, 4 data_class}. */
export function metadataOf(view: DataView, start: number, end: number): Metadata {
  const found = { plugin: "", contentStart: start, contentEnd: start, dataClass: 0 };
  const fields = new Fields().over(view, start, end);
  while (fields.next()) {
    if (fields.is(4, wire.varint)) found.dataClass = fields.int64();
    if (!fields.is(1, wire.bytes)) continue;
    const plugin = new Fields().over(view, fields.start, fields.end);
    while (plugin.next()) {
      if (plugin.is(1, wire.bytes)) found.plugin = plugin.text();
      if (plugin.is(2, wire.bytes)) {
        found.contentStart = plugin.start;
        found.contentEnd = plugin.end;
      }
    }
  }
  return found;
}

/** Summary.Value's field numbers for what it can hold. */
export const content = { none: 0, simpleValue: 2, image: 4, histogram: 5, audio: 6, tensor: 8 } as const;

const kindOfPlugin = new Map([
  ["scalars", "scalar"],
  ["images", "image"],
  ["histograms", "histogram"],
  ["distributions", "histogram"],
  ["graphs", "graph"],
]);

/**
 * What a tag holds, by its first record: "scalar", or the word for something that is not plotted. An explicit data class
 * goes before the kind of content, and that before the plugin (TensorBoard's data_compat.py and its data server's run.rs).
 */
export function kindOf(metadata: Metadata | undefined, holds: number): string {
  if (metadata?.dataClass === 1) return "scalar";
  const plugin = metadata?.plugin ?? "";
  const byPlugin = kindOfPlugin.get(plugin) ?? plugin;
  if (metadata && metadata.dataClass > 1) return byPlugin === "" || byPlugin === "scalar" ? "tensor" : byPlugin;
  if (holds === content.simpleValue) return "scalar";
  if (holds === content.image) return "image";
  if (holds === content.histogram) return "histogram";
  if (holds === content.audio) return "audio";
  return byPlugin === "" ? "scalar" : byPlugin;
}
