import type { SyntaxNode } from "@lezer/common";
import { givenTo, type Definition, type Source } from "./source";
import { withoutDefault, type ArgSpec, type ArgumentKind, type Place } from "./spec";

// What the trainers' own classes take, as "name:kind=default": scripts name these classes, and no environment may be at hand.
// A default that the last two releases don't agree on is left out.

/** transformers 5.23. */
const ofTransformers = `
  output_dir:t per_device_train_batch_size:i=8 num_train_epochs:n=3.0 max_steps:i=-1 learning_rate:n=5e-05
  lr_scheduler_type:t=linear lr_scheduler_kwargs:t warmup_steps:n=0 optim:t optim_args:t
  weight_decay:n=0.0 adam_beta1:n=0.9 adam_beta2:n=0.999 adam_epsilon:n=1e-08 optim_target_modules:t
  gradient_accumulation_steps:i=1 average_tokens_across_devices:b=True max_grad_norm:n=1.0
  label_smoothing_factor:n=0.0 bf16:b=False fp16:b=False bf16_full_eval:b=False fp16_full_eval:b=False tf32:b
  activation_checkpointing:b activation_checkpointing_kwargs:t gradient_checkpointing:b
  gradient_checkpointing_kwargs:t torch_compile:b=False torch_compile_backend:t torch_compile_mode:t
  use_liger_kernel:b=False liger_kernel_config:t use_cache:b=False neftune_noise_alpha:n torch_empty_cache_steps:i
  auto_find_batch_size:b=False logging_strategy:t=steps logging_steps:n=500 logging_first_step:b=False
  log_on_each_node:b=True logging_nan_inf_filter:b=True include_num_input_tokens_seen:t log_level:t=passive
  log_level_replica:t=warning disable_tqdm:b report_to:t run_name:t project:t=huggingface trackio_space_id:t
  trackio_bucket_id:t trackio_static_space_id:t eval_strategy:t=no eval_steps:n eval_delay:n=0
  per_device_eval_batch_size:i=8 prediction_loss_only:b=False eval_on_start:b=False eval_do_concat_batches:b=True
  eval_use_gather_object:b=False eval_accumulation_steps:i include_for_metrics:l batch_eval_metrics:b=False
  save_only_model:b=False save_strategy:t=steps save_steps:n=500 save_on_each_node:b=False save_total_limit:i
  enable_jit_checkpoint:b=False push_to_hub:b=False hub_token:t hub_private_repo:b hub_model_id:t
  hub_strategy:t=every_save hub_always_push:b=False hub_revision:t load_best_model_at_end:b=False
  metric_for_best_model:t greater_is_better:b ignore_data_skip:b=False
  restore_callback_states_from_checkpoint:b=False full_determinism:b=False seed:i=42 data_seed:i use_cpu:b=False
  accelerator_config:t parallelism_config:t dataloader_drop_last:b=False dataloader_num_workers:i=0
  dataloader_pin_memory:b=True dataloader_persistent_workers:b=False dataloader_prefetch_factor:i
  dataloader_multiprocessing_context:t dataloader_in_order:b=True remove_unused_columns:b=True label_names:l
  train_sampling_strategy:t=random length_column_name:t=length ddp_find_unused_parameters:b ddp_bucket_cap_mb:i
  ddp_broadcast_buffers:b ddp_static_graph:b ddp_backend:t ddp_timeout:i=1800 fsdp:t fsdp_config:t deepspeed:t
  debug:t skip_memory_metrics:b=True do_train:b=False do_eval:b=False do_predict:b=False resume_from_checkpoint:t
  local_rank:i=-1`;

/** What transformers 4.57 takes besides. */
const before5 = `
  overwrite_output_dir:b=False evaluation_strategy:t per_gpu_train_batch_size:i per_gpu_eval_batch_size:i
  warmup_ratio:n=0.0 logging_dir:t save_safetensors:b=True no_cuda:b=False use_mps_device:b=False
  jit_mode_eval:b=False fp16_opt_level:t=O1 half_precision_backend:t=auto tpu_num_cores:i tpu_metrics_debug:b=False
  past_index:i=-1 fsdp_min_num_params:i=0 fsdp_transformer_layer_cls_to_wrap:t adafactor:b=False
  group_by_length:b=False use_legacy_prediction_loop:b=False include_inputs_for_metrics:b=False fp16_backend:t=auto
  push_to_hub_model_id:t push_to_hub_organization:t push_to_hub_token:t mp_parameters:t torchdynamo:t
  ray_scope:t=last include_tokens_per_second:b=False`;

/** Seq2SeqTrainingArguments of transformers 5.23. */
const ofSeq2Seq = `
  sortish_sampler:b=False predict_with_generate:b=False generation_max_length:i generation_num_beams:i
  generation_config:t`;

/** Trainer of lightning 2.6. */
const ofLightning = `
  accelerator:t=auto strategy:t=auto devices:t=auto num_nodes:i=1 precision:t logger:t callbacks:t
  fast_dev_run:t=False max_epochs:i min_epochs:i max_steps:i=-1 min_steps:i max_time:t limit_train_batches:n
  limit_val_batches:n limit_test_batches:n limit_predict_batches:n overfit_batches:n=0.0 val_check_interval:t
  check_val_every_n_epoch:i=1 num_sanity_val_steps:i log_every_n_steps:i enable_checkpointing:b enable_progress_bar:b
  enable_model_summary:b accumulate_grad_batches:i=1 gradient_clip_val:n gradient_clip_algorithm:t deterministic:t
  benchmark:b inference_mode:b=True use_distributed_sampler:b=True profiler:t detect_anomaly:b=False
  barebones:b=False plugins:t sync_batchnorm:b=False reload_dataloaders_every_n_epochs:i=0 default_root_dir:p
  enable_autolog_hparams:b=True model_registry:t`;

const kinds: Readonly<Record<string, ArgumentKind>> = {
  i: "integer",
  l: "list",
  n: "number",
  p: "path",
  t: "text",
};

/** Defaults that trl's configurations change, by their releases. */
const changedByTrl =
  /^(?:logging_steps|gradient_checkpointing|bf16|learning_rate|use_liger_kernel|remove_unused_columns|train_sampling_strategy)$/;

const known = /^(?:transformers|trl)(?:\.|$)/;

/** The options of Hugging Face's own class of a name that a script imports; none if it is another class. */
export function trainingArguments(name: string, source: Source): readonly ArgSpec[] {
  const [head = ""] = name.split(".");
  const [module = "", original] = source.imports.get(head) ?? [];
  const own = name.includes(".") ? name.slice(name.lastIndexOf(".") + 1) : original;
  if (own === undefined || !known.test(module) || !/TrainingArguments$|^[A-Z0-9]+Config$/.test(own)) return [];
  const table = own.startsWith("Seq2Seq") ? ofTransformers + ofSeq2Seq : ofTransformers;
  const place = source.place(source.root);
  const specs = specsOf(table + before5, "", "flag", own, place);
  return module.startsWith("trl")
    ? specs.map((spec) => (changedByTrl.test(spec.dest) ? withoutDefault(spec) : spec))
    : specs;
}

/** The options that a class of the project has from Hugging Face's, which it derives from itself or by another. */
export function inheritedTrainingArguments(
  { definition, source }: Definition,
  seen = new Set<SyntaxNode>(),
): readonly ArgSpec[] {
  if (seen.has(definition)) return [];
  seen.add(definition);
  return givenTo(definition, source).positional.flatMap((base) => {
    const name = source.slice(base);
    const found = source.find(name);
    return found ? inheritedTrainingArguments(found, seen) : trainingArguments(name, source);
  });
}

/** The options of Lightning's Trainer. @param at who asks for it */
export const lightningTrainer = (at: SyntaxNode, source: Source): readonly ArgSpec[] =>
  specsOf(ofLightning, "trainer.", "boolean", "Trainer", source.place(at));

function specsOf(
  table: string,
  prefix: string,
  booleans: "flag" | "boolean",
  group: string,
  at: Place,
): readonly ArgSpec[] {
  return table
    .trim()
    .split(/\s+/)
    .map((entry) => {
      const [, name = "", kind = "", value] = /^(\w+):(\w)(?:=(.*))?$/.exec(entry) ?? [];
      return {
        flags: [`--${prefix}${name}`],
        dest: prefix + name,
        kind: kind === "b" ? booleans : (kinds[kind] ?? "text"),
        style: "option" as const,
        ...(value === undefined ? {} : { default: value }),
        ...(booleans === "flag" && kind === "b" && value === "True" ? { off: `--no_${name}` } : {}),
        required: false,
        group,
        at,
        confidence: "exact" as const,
      };
    });
}
