/**
 * The name under which the Hugging Face Trainer itself logs a key to TensorBoard, so that the same series from its state
 * file and from its event files have one name. Source: transformers, integrations, rewrite_logs.
 */
export function trainerName(key: string): string {
  if (key.startsWith("eval_")) return `eval/${key.slice("eval_".length)}`;
  if (key.startsWith("test_")) return `test/${key.slice("test_".length)}`;
  return key.includes("/") ? key : `train/${key}`;
}
