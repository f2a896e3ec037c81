#!/usr/bin/env bash
# Throws away every run of this project and trains them all again (about two minutes).
#
#   python -m venv .venv && .venv/bin/pip install -r requirements.txt
#   PYTHON=.venv/bin/python ./make_runs.sh
#
# KERAS_PYTHON may name a second environment: where TensorFlow can be imported, PyTorch's
# writer uses it for its files, and then the bytes are not what most PyTorch users have.
set -euo pipefail
cd "$(dirname "$0")"
PYTHON=${PYTHON:-python3}
KERAS_PYTHON=${KERAS_PYTHON:-$PYTHON}

rm -rf runs plain_runs sklearn_runs lightning_logs hf_out keras_logs

for seed in 0 1 2; do
  "$PYTHON" train_plain.py --lr 0.1 --seed $seed --out plain_runs/lr0.1_s$seed
done
"$PYTHON" train_plain.py --lr 0.01 --out plain_runs/lr0.01_s0
"$PYTHON" train_plain.py --lr 0.5 --fail-at 12 --out plain_runs/lr0.5_failed || echo "failed, as it should"

"$PYTHON" train_torch.py --lr 0.05 --seed 0 --recall
"$PYTHON" train_torch.py --lr 0.05 --seed 1
"$PYTHON" train_torch.py --lr 0.05 --seed 2
for lr in 0.3 0.005; do
  for seed in 0 1 2; do
    "$PYTHON" train_torch.py --lr $lr --seed $seed
  done
done
"$PYTHON" train_torch.py --lr 3 --name lr3.0 # diverges to NaN

# A process that has no chance to say goodbye, as when a machine runs out of memory.
"$PYTHON" train_torch.py --lr 0.3 --batch-size 256 --epochs 200 --log-every 1 --delay 0.02 --name big_batch_killed &
victim=$!
sleep 8
kill -9 $victim
wait $victim || true

"$PYTHON" train_sklearn.py --alpha 0.0001
"$PYTHON" train_sklearn.py --alpha 0.1

"$PYTHON" train_lightning.py --lr 0.005
"$PYTHON" train_lightning.py --lr 0.0005 --dropout 0.2

"$PYTHON" train_hf.py --lr 0.003
"$PYTHON" train_hf.py --lr 0.0003
# Weights, optimizers, random states and pickles: ten times the size of all that is logged.
find hf_out \( -name '*.safetensors' -o -name '*.bin' -o -name '*.pt' -o -name '*.pth' \) -delete

"$KERAS_PYTHON" train_keras.py
"$KERAS_PYTHON" train_keras.py --dropout 0.3
