"""A tiny vision transformer under the Hugging Face Trainer, built from a config (nothing is downloaded).

hf_out/<name> gets a checkpoint an epoch, each with its trainer_state.json, and event files under runs/.
"""

import argparse
import os

import torch
from transformers import Trainer, TrainingArguments, ViTConfig, ViTForImageClassification, set_seed

from train_plain import HERE, load_digits


class DigitImages(torch.utils.data.Dataset):
    """8x8 images in the shape that ViT expects: (1, 8, 8)."""

    def __init__(self, examples) -> None:
        self.examples = examples

    def __len__(self) -> int:
        return len(self.examples)

    def __getitem__(self, index: int) -> dict:
        pixels, label = self.examples[index]
        return {"pixel_values": (torch.tensor(pixels).reshape(1, 8, 8) - 0.3) / 0.37, "labels": label}


def metrics(prediction) -> dict:
    return {"accuracy": (prediction.predictions.argmax(axis=1) == prediction.label_ids).mean().item()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Train a tiny ViT on digits with the Hugging Face Trainer.")
    parser.add_argument("--lr", type=float, default=3e-3)
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    set_seed(args.seed)
    model = ViTForImageClassification(
        ViTConfig(
            image_size=8,
            patch_size=2,
            num_channels=1,
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            num_labels=10,
        )
    )
    train_set, val_set = map(DigitImages, load_digits())
    trainer = Trainer(
        model=model,
        args=TrainingArguments(
            output_dir=os.path.relpath(HERE / "hf_out" / f"vit_lr{args.lr:g}"),
            learning_rate=args.lr,
            num_train_epochs=args.epochs,
            seed=args.seed,
            per_device_train_batch_size=30,
            per_device_eval_batch_size=180,
            logging_steps=6,
            eval_strategy="epoch",
            save_strategy="epoch",
            save_total_limit=2,
            metric_for_best_model="accuracy",
            report_to="tensorboard",
        ),
        train_dataset=train_set,
        eval_dataset=val_set,
        compute_metrics=metrics,
    )
    result = trainer.train()
    trainer.save_metrics("train", result.metrics)
    trainer.save_state()


if __name__ == "__main__":
    main()
