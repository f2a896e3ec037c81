import type { Call, Class, Outline, Path, Scope } from "./module";
import { isAgent, learns } from "./reinforcing";
import { runs } from "./runsTraining";
import { begun, isSearch, isVerb } from "./verbs";

/**
 * What is known of training code in the wild: which call trains, and which only looks like it (`model.train()` switches a
 * mode, `scaler.fit(x)` prepares data).
 */

/** Packages with estimators: in a file that imports one, `.fit(` trains unless its receiver prepares data. */
const frameworks = new Set(
  (
    "torch torchvision tensorflow theano lasagne tf_keras keras sklearn xgboost lightgbm catboost pyspark h2o lightning pytorch_lightning " +
    "transformers trl peft datasets accelerate deepspeed jax flax optax haiku equinox fastai mxnet paddle mindspore " +
    "statsmodels prophet darts gluonts stable_baselines stable_baselines3 sb3_contrib ray ultralytics detectron2 mmengine mmcv timm spacy " +
    "gensim fasttext sentence_transformers composer skorch imblearn tpot autogluon pycaret flaml surprise implicit lightfm " +
    "torch_geometric dgl monai cuml dask_ml sparkxgb synapse river hmmlearn ngboost pytorch_tabnet keras_tuner kerastuner " +
    "autokeras flair simpletransformers setfit unsloth ignite tinygrad mlx tianshou d3rlpy skrl pfrl chainer chainerrl acme dopamine " +
    "ludwig speechbrain espnet2 espnet fairseq allennlp parlai nemo gluoncv pyro numpyro gpytorch torchrl metaflow flwr fedml federatedscope torchtune"
  ).split(" "),
);

/** Functions of libraries that train by themselves, and classes whose construction does. */
const functions = new Set(
  (
    "xgboost.train xgboost.cv xgboost.dask.train lightgbm.train lightgbm.cv catboost.train catboost.cv fasttext.train_supervised " +
    "fasttext.train_unsupervised ray.tune.run sklearn.model_selection.cross_val_score sklearn.model_selection.cross_validate " +
    "sklearn.model_selection.cross_val_predict sklearn.model_selection.learning_curve sklearn.model_selection.validation_curve " +
    "surprise.model_selection.cross_validate ludwig.api.kfold_cross_validate tensorflow.estimator.train_and_evaluate wandb.agent ray.tune.tune.run lightning.pytorch.cli.LightningCLI pytorch_lightning.cli.LightningCLI " +
    "pytorch_lightning.utilities.cli.LightningCLI tensorflow_probability.math.minimize tensorflow_probability.vi.fit_surrogate_posterior pmdarima.auto_arima pmdarima.arima.auto_arima spacy.cli.train.train " +
    "flwr.simulation.start_simulation flwr.simulation.run_simulation flwr.server.start_server flwr.client.start_client flwr.client.start_numpy_client"
  ).split(" "),
);

/** What gensim's models are given to train on: without any, their construction does not train. */
const corpora = new Set(["sentences", "corpus_file", "corpus", "documents", "total_examples"]);

/** What gensim makes of texts by counting them. */
const countsWords =
  /^(?:corpora|similarities|utils|matutils|downloader|parsing|KeyedVectors|TfidfModel|Phrases|Phraser|Dictionary)$/;

/** Packages whose `fit` is not about a model. */
const notModels = /^(scipy|numpy|matplotlib|astropy|pandas|PIL|cv2|lmfit|tokenizers)\b/;

const preparesType =
  /(Scaler|(?<!Auto)Encoder|Vectorizer|Imputer|Binarizer|Transformer|Normalizer|Discretizer|Tokenizer|Indexer|Selector|PCA|SVD|NMF|TSNE|UMAP|IDF|Hasher|ICA|Bucketizer|SelectKBest|Explainer|DataGenerator|Augmenter|PolynomialFeatures|Preprocessor|TextVectorization|Normalization|KMeans|DBSCAN|Clustering|MeanShift|DirichletAllocation|NearestNeighbors|VocabularyProcessor|IsotonicRegression|Calibrator|Manifold|FreqDist|RadViz|Rank[12]D)(?:Visualizer)?$/;
const preparesName =
  /(scaler|(?<!auto_?)encoder|vectori[sz]er|imputer|tokeni[sz]er|transformer|normali[sz]er|binari[sz]er|indexer|discretizer|pca|svd|umap|ica|tfidf|selector|k_?means|dbscan|cluster(?:er|ing)?|explainer|datagen|bag_of_words|bow|isotonic|platt|calibrator|vocab(?:ulary)?_processor)\d*$|preprocess\w*$|^(le|km|ohe|enc|sc|ss|mms|tok|poly)\d*$/i;

const trainerType =
  /(Trainer|Runner|Estimator|AutoML|YOLO|Word2Vec|Doc2Vec|Solver|Learner|Experiment|Algorithm|FineTuner|Recipe|Workspace)$/;
const trainerName =
  /(trainer|runner|learner|aml|automl|algo|solver|experiment|engine|finetuner|estimator|agent|recipe|workspace)\d*$/i;
const modelName =
  /(model|clf|classifier|regressor|estimator|trainer|learner?|net|network|pipe|pipeline|search|grid|automl|aml|tuner|booster|forest|svm|svc|reg|autoencoder|vae|gan|agent)s?\d*$/i;

/** Keyword arguments that only a call that trains has; `model.train()` takes a mode and nothing else. */
const trainKeywords = new Set(
  (
    "training_frame data epochs num_epochs max_epochs n_epochs resume_from_checkpoint total_examples train_data train_dataset " +
    "dataset iterations total_timesteps x y steps num_steps max_steps train_loader train_dataloader"
  ).split(" "),
);

/** Keyword arguments that hand over what is trained on. */
const trainingData = /^(?:train(?:ing)?_?(?:data(?:_?(?:set|loader|path))?|set|loader|df|path)|x_train)$/i;

/** Methods that train whatever they are called on. */
const trainMethods = new Set(
  (
    "fit_generator train_generator fit_one_cycle fine_tune finetune train_on_batch train_and_evaluate train_model pretrain run_training " +
    "train_epoch train_one_epoch train_batch build_and_run hyperparameter_search optimize_parameters update_parameters local_train local_training initiate_model_trainer initiate_model_training"
  ).split(" "),
);

/** "train_epoch_h5", "train_one_epoch_with_replay". */
const epochMethod = /^train_(?:one_)?epochs?_\w+$/;

/** "TrainingPipeline", "TrainLoop": classes of a project whose `run` trains. */
const pipelineType = /Train(?:ing|er)?(?:Pipeline|Job|Loop|Workflow|Process)$/;
const pipelineMethod = /^(?:run|main|start|execute|launch|run_loop|run_pipeline|initiate_\w+|__call__)$/;
/** PyCaret's words, which its modules bring without a prefix. */
const pycaret = new Set("compare_models create_model tune_model blend_models stack_models".split(" "));
const trainModule = /(^|[._])(pre|fine)?_?(train|trainer|training|finetune|finetuning|pretrain)($|[._])/i;

/** `net.SGD(training_data, 30, 10, 3.0)`, which is not `optim.SGD(…)`. */
const descentMethod = /^(?:sgd|(?:stochastic_)?gradient_?descent|back_?prop(?:agat(?:e|ion))?)$/i;

/** Other words for fitting, of what is handed the examples and their labels: `model.evolve(X_train, y_train)`. */
const growing = /^(?:evolve|learn|optimi[sz]e|grow|boost|solve|build|run)$/;

/** What the module of a training script calls what it starts with. */
const entry = /^(?:main|cli|cli_main|run_exp|entry_?point|sweep\w*)$/;

const begins = /^(?:main|run|launch|start|execute|cli)(?:_(?:script|main|job|loop|all|from_\w+|with_\w+))?$/;

/** Modules of a training package that measure or prepare: "speech_training.evaluate.main". */
const measuring = /\.(?:eval|test|infer|predict|export|data|util|download|prepare|plot)\w*(?:\.(?:main|cli))?$/;

/** Algorithms of reinforcement learning, as libraries call the functions that run them: `ppo(env_fn, steps)`. */
const algorithm =
  /^(?:ppo|ddpg|td3|sac|trpo|a2c|a3c|dqn|vpg|c51|option_critic)(?:_(?:continuous|pixel|feature|agent|pytorch|tf1))?$/;

/** What compiled functions that train are called; a maker with one of these names isn’t a loader. */
const compiled =
  /^(?:p_|jit_|compiled_)?(?:train(?:ing)?|update)_(?:step|fn|op|epoch|iteration|batch|model|func(?:tion)?)$/;

const modeArgument = /^(True|False|self\.training|.*\b(mode|training|is_train|train)\b.*)$/;

/** The full path of what is called, as far as imports and assignments of the scope tell: `m.fit` → xgboost.XGBClassifier, "()", fit. */
export function resolve(path: Path, scope: Scope, outline: Outline): Path {
  let current = path;
  for (let hops = 0; hops < 3; hops++) {
    const name = current.slice(0, -1).join(".");
    const owner = scope.made.get(name) ?? outline.made.get(name);
    if (!owner || current.length < 2) break;
    const next = [...owner, "()", current.at(-1)!];
    if (next.join(".") === current.join(".")) break;
    current = next;
  }
  const imported = outline.imports.get(current[0] ?? "");
  return imported === undefined ? current : [...imported.split("."), ...current.slice(1)];
}

export function importsFramework(outline: Outline): boolean {
  return [...outline.imports.values(), ...outline.stars].some(isFramework);
}

/** Whether a module is of a package with estimators. */
export function isFramework(module: string): boolean {
  return frameworks.has(module.split(".", 1)[0]!);
}

/** Whether this call, by itself, trains. */
export function callTrains(call: Call, scope: Scope, outline: Outline, framework: boolean): boolean {
  const path = resolve(call.callee, scope, outline);
  const method = path.at(-1)!;
  if (functions.has(path.join("."))) return true;
  if (path[0] === "gensim" && path.some((part) => countsWords.test(part))) return false;
  if (path[0] === "gensim" && ((path.includes("()") && method !== "train") || /^load/.test(method))) return false;
  if (path[0] === "gensim") return call.first !== "" || call.keywords.some((keyword) => corpora.has(keyword));
  if (path[0] === "caffe" && /^(?:step|solve)$/.test(method) && /solver$/i.test(path.at(-3) ?? "")) return true;
  if (isLightningCli(path, outline)) return true;
  if (isLibrarysOwn(path, outline)) return true;
  if (runsTrials(call, path, outline, framework)) return true;
  if (call.callee.length === 1 && isMadeToTrain(call.callee[0]!, scope, outline)) return true;
  if (path.length === 1 && path[0] === "learn" && call.handed.some(isAgent)) return true;
  if (path.length === 1) return isStarVerb(path[0]!, outline);
  if (isImportedVerb(call.callee, path, outline)) return true;
  if (call.callee.length < 2) return false;
  if (method === "fit" || method === "partial_fit") return fits(call, path, outline, framework);
  if (/^(?:train|fit|run|learn)$/.test(method) && isOfTrainer(path, outline)) return true;
  if (method === "train") return trainsByMethod(call, path);
  if (learns(call, path, outline)) return true;
  if (tunes(call, path, method)) return true;
  if (/^(?:optimi[sz]e|go)$/.test(method) && path.includes("()") && ofTuning.test(path[0]!)) return true;
  if (method === "run" && /Tuner$/.test(path.at(-3) ?? "") && ofTuning.test(path[0]!)) return true;
  if (call.callee.join(".") === "tune.run") return [...outline.imports.values()].some((each) => /^ray\b/.test(each));
  if (/^train(?:ing)?_step$/.test(method)) return !/^(self|super)$/.test(call.callee.at(-2)!);
  if (/^(?:main|run|start|execute)$/.test(method) && call.keywords.some((keyword) => trainingData.test(keyword)))
    return true;
  if (pipelineMethod.test(method) && path.at(-2) === "()" && pipelineType.test(path.at(-3) ?? "")) return true;
  if (method === "run") return runs(call, path, outline, framework);
  if (/trainer$/i.test(call.callee.at(-2)!) && /^run_(?!eval|test|valid|predict|infer)/.test(method)) return true;
  if (isVerb(method) && (trainerReceiver(call, path, trainerName) || isOwnVerb(method, path, outline))) return true;
  if (growing.test(method) && isFittedTo(call)) return true;
  if (descentMethod.test(method) && modelName.test(call.callee.at(-2)!)) return call.first !== "";
  if (isSearch(method) && path.at(-2) === "()") return true;
  if (/_train$/.test(method) && trainerReceiver(call, path, trainerName)) return true;
  if (epochMethod.test(method) || /^fit_on_(?!texts?\b|sequences\b|vocab)/.test(method)) return true;
  if (/[a-z]_fit$/.test(method) && modelName.test(call.callee.at(-2)!)) return true;
  return trainMethods.has(method) && !preparesName.test(call.callee.at(-2)!);
}

/** `federation.train_round(…)` of a class that other code of the project brings. */
function isOwnVerb(method: string, path: Path, outline: Outline): boolean {
  if (!/^(?:pre|re)?train_(?!op|step$|data|loader|set$)/.test(method) || path.at(-2) !== "()") return false;
  if (/data|load|token|index|corpus|vocab|scale|split/i.test(path.at(-3) ?? "")) return false;
  return [...outline.imports.values()].includes(path.slice(0, -2).join("."));
}

/** Words that train in one library only. */
function isLibrarysOwn(path: Path, outline: Outline): boolean {
  const method = path.at(-1)!;
  if (path[0] === "neat") return method === "run" && path.includes("()");
  if (pycaret.has(method))
    return path[0] === "pycaret" || (path.length === 1 && [...outline.stars].some((each) => /^pycaret\b/.test(each)));
  if (method === "update" && path.at(-2) === "nlp") return true;
  if (path[0] === "ludwig" && /^(?:experiment|auto_train|hyperopt)$/.test(method)) return true;
  if (/^(?:num)?pyro$/.test(path[0]!) && path.includes("SVI")) return /^(?:step|run|update)$/.test(method);
  return path.slice(-3).join(".") === "fine_tuning.jobs.create";
}

/** `run_experiments(…)` of a library, and `runner.cross_validate()` of a project's. */
function runsTrials(call: Call, path: Path, outline: Outline, framework: boolean): boolean {
  const name = path.at(-1)!;
  const isTrials = /^run_(?:\w+_)?(?:experiment|trial)s?$/.test(name);
  if (isTrials && framework && !outline.functions.has(name)) return true;
  if (!/(?:runner|trainer|experiment)$/i.test(call.callee.at(-2) ?? "")) return false;
  return isTrials || /^(?:cross_validate|optimi[sz]e_hyper_?param(?:eter)?s)$/.test(name);
}

/** Packages that tune, by their names: "FlairParamOptimizer", "hyperparameter_hunter". */
const ofTuning = /hyper_?param|hyper_?opt|param(?:eter)?_?optimi[sz]er|auto_?(?:ml|tun)|tun(?:e|er|ing)(?![a-z])/i;

/** Searches that train as they go: Keras Tuner's, Optuna's. */
function tunes(call: Call, path: Path, method: string): boolean {
  const type = path.at(-2) === "()" ? path.slice(0, -2) : [];
  const receiver = call.callee.at(-2)!;
  if (method === "search") return /Tuner$/.test(type.at(-1) ?? "") || /tuner\d*$/i.test(receiver);
  if (method === "optimize") return type[0] === "optuna" || /^(?:self\.)?study\d*$/i.test(receiver);
  return false;
}

/** LightningCLI trains by its construction, and so does what is derived from it. */
function isLightningCli(path: Path, outline: Outline): boolean {
  const name = path.at(-1)!;
  return /LightningCLI$/.test(name) || (path.length === 1 && isCliClass(outline.classes.get(name)));
}

/** Whether a class is derived from LightningCLI. */
export function isCliClass(made: Class | undefined): boolean {
  return made?.bases.some((base) => /LightningCLI$/.test(base.at(-1) ?? "")) ?? false;
}

/** A trainer that is called itself, and a function that was compiled to train: `train_step = jax.jit(…)`, `theano.function(…)`. */
function isMadeToTrain(name: string, scope: Scope, outline: Outline): boolean {
  const maker = scope.made.get(name) ?? outline.made.get(name);
  if (!maker) return false;
  return /Trainer$|^(?:get|make|create|build)_trainer$/.test(maker.at(-1)!) || compiled.test(name);
}

/** "q_train", which trains; "is_train" and "load_train" only tell of data. */
const endsInTrain = /^(?!(?:is|in|has|load|get|read|prepare|process|split)_)\w*_train$/;

/** A verb that can only have come from a module whose every name was imported. */
function isStarVerb(name: string, outline: Outline): boolean {
  if (!isVerb(name) || outline.functions.has(name) || outline.classes.has(name)) return false;
  return [...outline.stars].some((module) => trainModule.test(module));
}

/** A call of something imported from other code of the project whose name says that it trains. */
function isImportedVerb(callee: Path, path: Path, outline: Outline): boolean {
  const head = callee[0]!;
  const module = outline.imports.get(head);
  if (module === undefined || callee.includes("()") || notModels.test(module)) return false;
  const name = callee.at(-1)!;
  if (callee.length === 1)
    return (
      isVerb(path.at(-1)!) ||
      isVerb(name) ||
      isSearch(path.at(-1)!) ||
      algorithm.test(path.at(-1)!) ||
      compiled.test(path.at(-1)!) ||
      ((entry.test(path.at(-1)!) || endsInTrain.test(path.at(-1)!)) &&
        trainModule.test(module) &&
        !measuring.test(module))
    );
  if (isSearch(name)) return true;
  if (callee.length > 2 || name === "fit") return false;
  return isVerb(name) || (begins.test(name) && trainModule.test(module) && !measuring.test(module));
}

/** How long, or on what besides, something is fitted that is a model by that. */
const fitKeywords = /^(?:n_|nb_|max_)?epochs?$|^(?:steps_per_epoch|validation_(?:data|split))$/;

function fits(call: Call, path: Path, outline: Outline, framework: boolean): boolean {
  if (call.keywords.some((keyword) => fitKeywords.test(keyword))) return true;
  if (path.at(-2) === "()") {
    const type = path.slice(0, -2);
    if (preparesName.test(type.at(-1)!) || preparesName.test(call.callee.at(-2)!)) return false;
    if (preparesType.test(type.at(-1)!) || notModels.test(type.join("."))) return false;
    const local = type.length === 1 ? outline.classes.get(type[0]!) : undefined;
    // Of a class of the file the method itself tells; what it fits to examples and their labels is a model all the same.
    if (local?.methods.has("fit")) return isFittedTo(call);
    if (local) return local.bases.length > 0 && framework;
    if (framework || modelName.test(type.at(-1)!)) return true;
  }
  const receiver = call.callee.at(-2)!;
  // What a class of the file does to itself is reached by itself.
  if (receiver === "self" && [...outline.classes.values()].some(({ methods }) => methods.has("fit"))) return false;
  if (preparesName.test(receiver) || notModels.test(path.join("."))) return false;
  // What is fitted to two things, X and y, is a model, whoever wrote it.
  return framework || modelName.test(receiver) || call.handed.length > 1;
}

function isFittedTo({ handed }: Call): boolean {
  return handed.some((name) => /^x_?tr/i.test(name)) && handed.some((name) => /^y_?tr/i.test(name));
}

/** What is done to a network, whose `train()` sets its mode. */
const networks = ["eval", "zero_grad", "parameters", "state_dict", "load_state_dict", "named_parameters", "no_grad"];

/** `t = optimizer(options, learner, data); t.train()`: what is made of many things and then only told to train. */
export function tellsToTrain(scopes: readonly Scope[], outline: Outline): boolean {
  if (scopes.some(({ members }) => networks.some((name) => members.has(name)))) return false;
  return scopes.some(({ calls, made }) =>
    calls.some(({ callee: [name = "", method], callee, first, keywords }) => {
      const maker = made.get(name);
      if (callee.length !== 2 || method !== "train" || first !== "" || keywords.length > 0 || maker?.length !== 1)
        return false;
      if (outline.functions.has(maker[0]!) || outline.classes.has(maker[0]!) || outline.imports.has(maker[0]!))
        return false;
      return calls.some((call) => call.callee.join(".") === maker[0] && call.handed.length > 1);
    }),
  );
}

function trainsByMethod(call: Call, path: Path): boolean {
  // An index of faiss is trained, too, and is no model; nor is what splits texts.
  if (/index|tokenizer|sentence_?piece|bpe|word_?piece/i.test(call.callee.slice(0, -1).join("."))) return false;
  if (call.keywords.some((keyword) => trainKeywords.has(keyword) || /^train(?:ing)?_/.test(keyword))) return true;
  if (trainerReceiver(call, path, trainerName)) return true;
  return call.first !== "" && !modeArgument.test(call.first) && !/^(self|super)$/.test(call.callee.at(-2)!);
}

/** Whether what is called is a method of a class of the file that is derived from a trainer. */
function isOfTrainer(path: Path, outline: Outline): boolean {
  const own = path.at(-2) === "()" ? outline.classes.get(path.at(-3) ?? "") : undefined;
  return own?.bases.some((base) => /Trainer$/.test(base.at(-1) ?? "")) ?? false;
}

function trainerReceiver(call: Call, path: Path, name: RegExp): boolean {
  const type = path.at(-2) === "()" ? path.at(-3) : undefined;
  return (type !== undefined && trainerType.test(type)) || name.test(call.callee.at(-2)!);
}

/**
 * Whether a name stands for the training function of another module, to be handed to what starts it: `Process(target=train)`,
 * `Job(main=training.main)`.
 */
export function handsOver(name: string, outline: Outline): boolean {
  const [head = "", ...rest] = name.split(".");
  const module = outline.imports.get(head);
  if (module === undefined || notModels.test(module)) return false;
  const whole = [module, ...rest].join(".");
  const cut = whole.lastIndexOf(".");
  const last = whole.slice(cut + 1);
  return cut > 0 && (isVerb(last) || entry.test(last)) && trainModule.test(whole.slice(0, cut));
}

/** `def run_training(args): common.launch(…)`: what a function is named for and hands on to other code. */
export function handsOn({ name, calls }: Scope): boolean {
  return (
    begun.test(name) &&
    calls.some(({ callee }) => /^(?:launch|run|start|execute|submit|spawn|main)/.test(callee.at(-1)!))
  );
}
