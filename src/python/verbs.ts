/** What functions that train are called. */

/** "train", "run_training", "train_one_epoch", "finetune", "fit_model"; but neither "train_loader" nor "train_test_split". */
const verb =
  /^_?(?:run|do|start|launch|main)?_?(?:pre_?|fine_?|re)?(?:train|fit|tune)(?:ing|er_main)?(?:_(?!test|data|loader|set|transform|arg|config|cfg|path|dir|df|valid|val|split|size|batch|image|file|[xy](?![a-z])|label|tokenizer|parser|state|mode(?!l)|logger|step|utils)\w*)?$/i;
const fitsOther =
  /^_?(?:fit|train)_\w*(?:token|vocab|bpe|searcher|faiss|index(?![a-z]))|^_?fit_(?:\w+_)?(?:elo|ratings?|noise|trend|slope|background|peaks?|spline|surface|transform)(?![a-z])|^_?fit_(?:\w+_)?(?:prompts?|contexts?|windows?|lengths?|texts?|widths?|heights?|screen|page|box(?:es)?|bounds)$|^_?fit_(?:in|temperature|curve|line|beta|poly|circle|ellipse|gauss|plane|distribution|scal|pca|vocab|encod|to_)/i;
/** "run_model_trainer", "start_ppo_training", "execute_train_pipeline": what is begun is named after what begins it. */
export const begun =
  /^(?:run|do|start|launch|execute|perform)_(?:\w+_)?(?:train(?:ing|er)?|fine_?tun(?:e|ing))(?:_(?:pipeline|job|loop|model|workflow))?$/i;
/** "trainModel", "runTraining", "fitModel"; but not "trainLoader". */
const camelVerb =
  /^(?:run|do|start)?(?:[tT]rain|[fF]it)(?:ing)?(?!Test|Data|Loader|Set|Transform|Arg|Config|Cfg|Path|Dir|Df|Val|Split|Size|Batch|Image|File|[XY](?![a-z])|Label|State|Mode(?!l)|Log|Step|Util)(?:[A-Z]\w*)$/;

/** Searches of parameters and validation across folds train as they go, whoever wrote them: "grid_search_cross_validate_model". */
const searches =
  /^_?(?:run_|do_|perform_)?(?:(?:grid|random|bayes(?:ian)?|hyper_?param(?:eter)?s?)_?search|hyperopt|(?:hyper_?param(?:eter)?s?)_?(?:tuning|optimi[sz]ation)|(?:tune|optimi[sz]e)_hyper_?param(?:eter)?s|k_?fold_?(?:train|cross_val)|cross_?val(?:idat(?:e|ion))?)(?:_(?!split|score|result|data|fold|plot|report|config|space|param)\w+)?$/i;

/** "baum_welch_train", "meta_train", whose verb stands last. */
const endsInVerb =
  /^_?\w*(?:welch|k_?means|viterbi|meta|joint|online|offline|local|adversarial|client|agent|model|self)_train$/;

/** Whether a function of this name trains, if it loops over epochs. */
export function isVerb(name: string): boolean {
  // A class is no verb: TrainingVisualizer; and a curve is no model.
  if (fitsOther.test(name)) return false;
  return verb.test(name) || (/^[a-z_]/.test(name) && camelVerb.test(name)) || begun.test(name) || endsInVerb.test(name);
}

/** Whether a function of this name searches for parameters or validates across folds; a class of that name is none. */
export function isSearch(name: string): boolean {
  return /^[a-z_]/.test(name) && searches.test(name);
}
