import type { Direction } from "../../shared/run";

/**
 * What a metric is: a quality that people quote, a return of reinforcement learning, an error in the unit of what is
 * predicted, a loss that is trained on, or nothing to judge by ("none": a speed, a count, a setting, a loss of two sides
 * that play against each other).
 */
export type Kind = "quality" | "return" | "error" | "loss" | "none";

export interface Meaning {
  readonly kind: Kind;
  readonly direction: Direction;
  /** Which of several of a kind is quoted first: the greater. Says nothing across kinds. */
  readonly weight: number;
  /** Says something only where nothing else in the name does: "score", "error". */
  readonly generic: boolean;
}

/**
 * The field's names of metrics, as words in lower case, whatever stands between them. A line is the kind, the direction, the
 * weight, "?" if generic, and the names. Each name's source is in test/fixtures/headline/directions.yaml, and a test holds
 * the two together.
 */
const lines = `
quality higher 90: map, ap, mean average precision, average precision ap, cocoap, pq, panoptic quality, modified panoptic quality, nds, nd score, hota, maph
quality higher 88: amota, mota, mean ap, driving score
quality higher 91: ndcg, normalized dcg, normalized discounted cumulative gain, dcg, filtered dcg, pfound
quality higher 86: cider, cider d, hmean, tm score, nse, kge, miou, mean iou, mean io u, mrr, mean reciprocal rank, reciprocal rank, fwiou, rsum
quality higher 86: dice, dice score, generalized dice score, dice coef, dice coefficient, dsc, dice similarity coefficient
quality higher 85: las, tar far, bedroc, iou, jaccard, jaccard index, jaccard score, intersection over union, idf1, iou score, jac, nsd, surface dice, normalized surface dice
quality higher 84: uas, spice, bleu 4, combined score, comet, bleu, sacrebleu, bleu score, sacre bleu score, google bleu, gleu, nist mt, bleurt, codebleu, composite score
quality higher 83: chrf, chrf score, chrf2, hits 1, hits 10
quality higher 82: auuc, qini, auprg, dprime, auc, auroc, roc auc, area under roc, roc, roc auc score, retrieval auroc, log auc, dunn index, gauc, rocauc, vus pr, vus roc
quality higher 81: plddt, ptm, gmean, g mean, youden, e measure, s measure, aucpr, auprc, aupr, aupro, pr auc, prauc, prc, area under pr, precision recall auc, average precision, average precision score, gini, lddt, lddt ca, gdt ts, c index, concordance index, concordance, cindex, fmax, f max
quality higher 80: f1, f1 score, fbeta, fbeta score, macro f1, totalf1, f measure, matthews correlation, matthews corr coef, matthews corrcoef, mcc, absolute mcc, fscore, f score, lrap, label ranking average precision, csi, answer correctness
quality higher 79: psnr, peak signal noise ratio, peak signal noise ratio with blocked effect, faithfulness, hss, ets, fss, heidke skill score, equitable threat score, fractions skill score
quality higher 78: nsdr, si sdri, sdri, sar, sir, isr, estoi, mos, dnsmos, utmos, vmaf, fsim, vif, pck, oks, mauve, moverscore, brier skill score, ssim, structural similarity index, structural similarity index measure, ms ssim, multi scale structural similarity index measure, universal image quality index, visual information fidelity, pesq, si sdr, si snr, sdr, snr, signal noise ratio, signal distortion ratio, scale invariant signal distortion ratio, stoi, inception score, spatial correlation coefficient, quality with no reference, clip score, sisdr, sisnr, normal consistency, clip sim, answer relevancy, answer relevance, groundedness, clipscore, pckh, musiq, maniqa, clipiqa, nima, robust acc, robust accuracy, joint goal accuracy, joint goal acc, jga
quality higher 77: rouge, rougel, rouge l, rougelsum, rouge1, rouge2, rouge 1, rouge 2, rouge score, meteor, bertscore, bert score, squad, exact match, exact, em, pass 1, pass 10, pass 100, pass
quality higher 76: spl, softspl, soft spl, bacc, mean token accuracy, token accuracy, rank1, cmc 1, top 3, acc, accuracy, accuracies, binary accuracy, categorical accuracy, top k categorical accuracy, top k accuracy, balanced accuracy, cluster accuracy, accuracy score, subset accuracy, top 1, top1, precrec breakeven, rank 1, word accuracy, directional accuracy, direction accuracy, pixel accuracy, maccuracy, macc, aacc, pacc, balacc, uar, oa, aa, accs
quality higher 75: success once, success at end, solved, resolved, resolve rate, completion rate, battle won, won, win ratio, validity, success, success rate, is success, win rate, winrate, pass rate, solve rate, route completion
quality higher 70: r2, r2 score, explained variance, explained variance score, d2 absolute error score, d2 pinball score, d2 tweedie score, d2 brier score, d2 log loss score, d2, rsquared, r squared, explained var
quality higher 69: spearman, spearmanr, spearman corr coef, srcc, srocc, spearman rho
quality higher 68: pearson, pearsonr, pearson corr coef, pearson correlation, kendall, kendall tau, kendall rank corr coef, concordance corr coef, concordance correlation, cosine similarity, correlation, pcc, corr, ccc, plcc, krcc, kendalltau
quality higher 66: qed, uniqueness, novelty, bwt, fwt, enrichment factor, elo, elo rating, gdt ha, bleu 1, bleu 2, bleu 3, norm edit dis, h measure, sharpe, sharpe ratio, sortino, sortino ratio, calmar ratio, profit, profit factor, pnl, revenue, kappa, cohen kappa, cohen kappa score, fleiss kappa, quadratic weighted kappa, silhouette, silhouette score, v measure, v measure score, adjusted rand, adjusted rand score, rand score, adjusted mutual info, adjusted mutual info score, mutual info score, normalized mutual info score, nmi, ami, ari, homogeneity, homogeneity score, completeness, completeness score, fowlkes mallows, fowlkes mallows index, fowlkes mallows score, calinski harabasz, calinski harabasz score, ks statistic, ks, cramers v, theils u, tschuprows t, pearsons contingency coefficient, informedness, elbo, log likelihood, likelihood, loglikelihood, positive likelihood ratio, critical success index, qwk, purity, rank ic, icir, ic, iwae, calmar, modularity, cagr
quality higher 62: recall, mar, ar, r 1, r 5, r 10, hit rate, hit ratio, hits, hit, hr, retrieval recall, retrieval hit rate, sq, rq, deta, assa, rcll, hitrate, pod, context recall
quality higher 60: precision, prec, pre, prcn, p 1, p 5, p 10, retrieval precision, r precision, sensitivity, specificity, tpr, tnr, true positive rate, true negative rate, npv, negative predictive value, positive predictive value, ppv, idp, idr, lift, top 5, top5, word info preserved, context precision, delta1, helpfulness, coherence, fluency, relevance, demographic parity ratio, equalized odds ratio
quality higher 50 ?: score, scores, similarity, win, match
quality lower 89: fid, frechet inception distance, memorization informed frechet inception distance, kid, kernel inception distance, fvd, fad, cmmd, frechet distance, frechet audio distance, frechet video distance
quality lower 82: diarization error rate, phoneme error rate, phone error rate, sentence error rate, wer, word error rate, alignment error rate, aer
quality lower 81: der, jer, jaccard error rate, cer, char error rate, character error rate, eer, equal error rate, acer, apcer, bpcer, hter
quality lower 45: niqe, brisque, fpr95, fpr 95, aurc, eaurc, forgetting, stream forgetting, self bleu, toxicity, hallucination rate, sfid, brier, brier score, integrated brier score, lpips, learned perceptual image patch similarity, perceptual path length, davies bouldin, davies bouldin score, fpr, fnr, false positive rate, false negative rate, fall out, retrieval fall out, ece, mce, calibration error, expected calibration error, hausdorff, hausdorff distance, hd95, spectral distortion index, spatial distortion index, spectral angle mapper, dists, deep image structure and texture similarity, total variation, latency, negative likelihood ratio, hamming, hamming distance, assd, asd, hd, average surface distance, collision rate, crash rate, hallucination, demographic parity difference, equalized odds difference, equal opportunity difference, idsw, id switches, ibs, adaptive calibration error, constraint violation, violation rate, conductance, false alarm ratio, exploitability
return higher 74: normalized return, reward, rewards, rew, return, returns, ret, episodic return, episode return, episode reward, ep rew mean, eprewmean, rlhf reward, cumulative reward, normalized score, human normalized score
error lower 80: bit error rate, pve, mpjpe, pa mpjpe, mindcf, nmse, tdcf, min tdcf, min dcf, bd rate
error lower 79: ter, translation edit rate, mer, match error rate, word info lost, wil, edit distance, extended edit distance
error lower 76: ppl, perplexity, word perplexity, bpb, bits per byte, bpc, bpd, byte perplexity, bits per character, bits per dim
error lower 74: ate, rpe, nme, rmsd, emd, mcd, minfde, fde, abs rel, epe, aepe, fl all, silog, epe3d, docking score, vina, vina score
error lower 72: minade, ade, chamfer, sq rel, minmr, miss rate, rre, rte, tre, target registration error
error lower 68: mean per class error, mpce
error lower 66: rmsse, wrmsse, msis, wis, interval score, winkler score, mase, owa, dtw
error lower 63: rmse, rms, root mean squared error
error lower 62: root mean squared log error, mae, mean absolute error, error rate, classification error, class error, merror, misclassification, smape, symmetric mean absolute percentage error, mean error rate, wape, weighted mean absolute percentage error, nmae, medae, median error, wmape, relative l2, rel l2, l2re, vrmse
error lower 60: mdape, cvrmse, drmsd, rmspe, mse, mean squared error, l2, rmsle, msle, mean squared log error, mean squared logarithmic error, log rms, rms log, mape, mean absolute percentage error, mean residual deviance, residual deviance, median absolute error, max error, d1 all, nrmse, normalized root mean squared error, mspe, rse, relative squared error, minkowski distance, crps, continuous ranked probability score, nd, ergas, rase, log cosh error, logcosh, relative error, quantile, fair, huber, gamma nloglik, tweedie nloglik, zero one loss, bouldin, pinball, irmse, mean rank, median rank
error lower 59: l1
error lower 50 ?: error, errors, err, errs, residual, regret, cost
loss lower 60: logloss, log loss, binary logloss, multi logloss, mlogloss, multi error, crossentropy, cross entropy, binary crossentropy, categorical crossentropy, sparse categorical crossentropy, xent, cross entropy loss, nll, negative log likelihood, neg log likelihood, negative loglikelihood, nll loss, deviance, poisson deviance, gamma deviance, tweedie deviance score, mean poisson deviance, mean gamma deviance, hinge, hinge loss, squared hinge, categorical hinge, hamming loss, poisson, kl divergence, kldivergence, jensen shannon divergence, divergence, kullback leibler, poisson nloglik, pinball loss, quantile loss, cox nloglik, aft nloglik, bce, ce, cce, nelbo, negative elbo
loss lower 50: pair logit, query soft max, multi class one vs all, expectile, survival aft, loss, losses, total loss
return higher 60: environment
none unknown 0: td error, critic loss, value loss, vf loss, v loss, gradient penalty, drawdown, max drawdown, volatility, coverage, bias, pbias, lr, lrs, learning rate, loss scale, lossscale, grad norm, gradnorm, gnorm, gradient norm, time, runtime, eta, duration, elapsed, seconds, secs, fps, throughput, tflops, flops, mfu, memory, mem, ram, vram, scale, weight, weights, coef, coefficient, per second, per sec, std, stdv, stdev, stderr, sd, sem, var, variance, threshold, thresh, support, count, counts, chosen, rejected, margin, margins, true positives, true negatives, false positives, false negatives, tp, tn, fp, fn, motp, kl, entropy, entropy loss, policy loss, policy gradient loss, actor loss, surrogate, surrogate loss, alpha loss, ent coef loss, kl loss, clip loss, g loss, d loss, gen loss, dis loss, disc loss, generator loss, discriminator loss, adversarial loss, adv loss, loss g, loss d, loss gen, loss dis, loss disc, loss generator, loss discriminator, loss pi, delta loss pi, delta loss v, q loss, loss q, temperature, momentum, epsilon, confidence, importance, length, best epoch, batch size, psi, confusion matrix, stat scores, roc curve, precision recall curve, thresholds, exploration rate, clip fraction, clip ratio, clip range, total flos, disparity, gap, diff, difference, attack success rate, attack success, kld, compression ratio, sparsity
`;

function parse(): ReadonlyMap<string, Meaning> {
  const found = new Map<string, Meaning>();
  for (const line of lines.trim().split("\n")) {
    const colon = line.indexOf(":");
    const [kind, direction, weight, generic] = line.slice(0, colon).split(" ");
    const meaning = { kind, direction, weight: Number(weight), generic: generic === "?" } as Meaning;
    for (const name of line.slice(colon + 1).split(",")) found.set(name.trim(), meaning);
  }
  return found;
}

/** The meaning of each name of the table, by its words in lower case with one space between them. */
export const vocabulary: ReadonlyMap<string, Meaning> = parse();

/** Where a metric was measured. */
export type Stage = "train" | "validation" | "test";

/** The words that name a part of the data. */
export const stages: ReadonlyMap<string, Stage> = new Map(
  (
    [
      ["train", "train training trn tr learn trainset"],
      ["validation", "val valid validation eval evaluation dev holdout va vl cv oof heldout valset"],
      ["test", "test testing tst tt te predict testset"],
    ] as const
  ).flatMap(([stage, words]) => words.split(" ").map((word): [string, Stage] => [word, stage])),
);

/** Words that neither name a metric nor one of several parts: "mean", "metrics", "charts". */
export const plainWords: ReadonlySet<string> = new Set(
  (
    "mean avg average overall total all macro micro weighted combined global aggregate metrics metric charts hparam hp hparams rollout env " +
    "runners ep episode episodic epoch cumulative none coco results result model value values objective core dataset stream phase detok"
  ).split(" "),
);

/** Words of a value that is taken from others: the best so far, an extreme, the end. */
export const derivedWords: ReadonlySet<string> = new Set("best max min final last first std median ci".split(" "));

/** Words of what is logged within an epoch beside the value of the whole. */
export const stepWords: ReadonlySet<string> = new Set("step batch iter iters iteration iterations it".split(" "));

/** Every word that the lists above know: what `wordsOf` doesn't take apart. */
export const knownWords: ReadonlySet<string> = new Set([
  ...[...vocabulary.keys()].flatMap((name) => name.split(" ")),
  ...stages.keys(),
  ...plainWords,
  ...derivedWords,
  ...stepWords,
]);

/** The most words that a name of the table has. */
export const longestName: number = Math.max(...[...vocabulary.keys()].map((name) => name.split(" ").length));
