import { isIndexName, isWallName } from "../../parsing/tables/columns";
import { isMetricName, wordsOf } from "../../parsing/tables/metricWords";
import { isRunKeyName } from "../../parsing/tables/runKeys";

/** What a column, or a key, of a row that stands for one training tells. */
export type Role = "setting" | "metric" | "name" | "time" | "other";

/** Settings that a schedule may change while one training goes on: alone, they tell no trainings apart. */
const scheduled = new Set("lr learning_rate learningrate base_lr momentum weight_decay beta".split(" "));

/** Settings by whose names people mean other things, too: beside them must stand one that is nothing else. */
const ambiguous = new Set(
  (
    "seed hidden activation augmentation scheduler criterion subsample patience image_size img_size window_size " +
    "max_length sequence_length lookback buffer_size tau kernel_size max_features wd bs n_steps"
  ).split(" "),
);

/** Names of settings that nobody measures, and data sets do not have. */
const settings = new Set(
  (
    "lr learning_rate learningrate base_lr init_lr initial_lr max_lr lr_rate learn_rate weight_decay wd l2_reg momentum " +
    "batch_size batchsize batch_sz bs train_batch_size per_device_train_batch_size mini_batch_size minibatch_size " +
    "epochs num_epochs n_epochs nb_epochs max_epochs num_train_epochs total_epochs optimizer optim optimiser scheduler " +
    "lr_scheduler dropout dropout_rate dropout_prob drop_rate drop_out p_dropout hidden_size hidden_dim hidden_units " +
    "hidden_layers hidden_layer_sizes n_hidden num_hidden hidden hidden_channels hidden_nodes hidden_layer_size hid_dim " +
    "embedding_dim embed_dim embedding_size emb_dim emb_size d_model num_layers n_layers nlayers n_layer num_layer " +
    "num_heads n_heads nhead num_filters n_filters kernel_size warmup_steps warmup_ratio warmup_epochs activation " +
    "activation_function loss_function loss_fn criterion seed random_seed random_state n_estimators num_trees max_depth min_samples_split " +
    "min_samples_leaf num_leaves min_child_weight colsample_bytree subsample reg_alpha reg_lambda n_neighbors " +
    "max_features max_iter clip_norm grad_clip gradient_clip label_smoothing lora_r lora_rank lora_alpha lora_dropout " +
    "gradient_accumulation_steps grad_accum early_stopping_patience patience augmentation img_size image_size imgsz " +
    "seq_len sequence_length max_seq_length max_length window_size lookback buffer_size replay_buffer_size tau " +
    "gae_lambda ent_coef clip_range n_steps epsilon_decay target_update latent_dim z_dim"
  ).split(" "),
);

/** What people and tools put in front of a setting's name where they keep settings and results apart. */
const ofSettings =
  /^(?:params?|parameters|hparams?|hyper_?params?|hyper_?parameters|config|args|settings|hp)[/._](?=\S)/i;
const ofResults = /^(?:metrics?|results?|scores?|summary)[/.](?=\S)/i;

/** Whether all settings stand below this name, as a dict. */
export function isOfSettings(name: string): boolean {
  return /^(?:hyper|[a-z]{1,20}[ _])?(?:params?|parameters|hparams|config)$/i.test(name.slice(0, longestName));
}

/** Words of a metric that stands for a whole training. */
const finalWords = new Set("best final test mean avg average cv std max".split(" "));

const longestName = 200;

const plain = (name: string) => name.slice(0, longestName).toLowerCase().replace(/[ .-]/g, "_");

/** What a setting is called, without what stands in front of all of them. */
export function settingName(name: string): string {
  return name.slice(0, longestName).replace(ofSettings, "");
}

/** What a metric is called, without what stands in front of all of them. */
export function metricName(name: string): string {
  return name.slice(0, longestName).replace(ofResults, "");
}

/** Whether a name is that of a setting, whatever stands below it. */
export function isSetting(name: string): boolean {
  return ofSettings.test(name.slice(0, longestName)) || settings.has(plain(name));
}

/** Whether a training keeps this setting from its beginning to its end. */
export function isKept(name: string): boolean {
  return isSetting(name) && !scheduled.has(plain(name));
}

/** Whether a name is that of a setting, and nothing else, which a training keeps. */
export function isSure(name: string): boolean {
  return isKept(name) && !ambiguous.has(plain(name));
}

/** What tools call the value that they optimize: a metric where settings stand under a name of their own. */
const objective = /^(?:values?(?:_\d+)?|objective|score|target)$/i;

/** Whether a name is that of a metric. @param settings names of the settings beside it */
export function isMetric(name: string, settings: readonly string[]): boolean {
  return isMetricName(metricName(name)) || (objective.test(name) && settings.some((other) => ofSettings.test(other)));
}

/** Whether a metric's name says that it stands for a whole training. */
export function isFinal(name: string): boolean {
  return wordsOf(metricName(name)).some((word) => finalWords.has(word));
}

/** Whether nothing but a training that has ended has such a value: `final_loss`, `final_train_accuracy`, `best_epoch`, the Trainer's `train_runtime`. */
export function saysEnd(name: string): boolean {
  return /^(?:final[ _](?:(?:train(?:ing)?|val(?:id(?:ation)?)?|test)[ _])?(?:loss|acc(?:uracy)?)|best[ _]epoch|train_runtime)$/i.test(
    name.slice(0, 100),
  );
}

/** Whether a setting counts how long was trained: one that goes up row by row is a counter. */
export function isLength(name: string): boolean {
  return /(?:epochs?|steps|iter(?:ation)?s?)$/i.test(name.slice(0, longestName));
}

/** Whether a column says how a training ended. */
export function saysStatus(name: string): boolean {
  return /^(?:status|state)$/i.test(name);
}

/** How good a column is as the one that a training is known by: what tools number or call it by, before other names. Lower is better. */
export function rankAsKey(name: string): number {
  const known = plain(settingName(name));
  if (/^(?:run|trial|experiment|exp|job|task)?_?(?:id|uuid|number|hash)$/.test(known)) return 0;
  if (/^(?:(?:run|trial|experiment|exp|job)(?:_?name)?|name|seed|(?:cv_?|k_?)?fold)$/.test(known)) return 1;
  return saysStatus(name) || isDuration(name) ? 3 : 2;
}

/** Whether a column says how long something took. */
export function isDuration(name: string): boolean {
  return /^(?:duration|runtime|elapsed|time)$/i.test(name);
}

/** The role of a column by its name, and by what stands in it. @param settings names of the settings beside it */
export function roleOf(name: string, holds: "numbers" | "times" | "texts", settings: readonly string[]): Role {
  if (name === "" || isIndexName(name)) return "other";
  if (isSetting(name)) return "setting";
  if (isWallName(name) || holds === "times") return "time";
  if (holds === "numbers" && isMetric(name, settings)) return "metric";
  return isRunKeyName(name) || holds === "texts" ? "name" : "other";
}
