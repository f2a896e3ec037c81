from transformers import AutoModel, HfArgumentParser, Trainer, TrainingArguments


def main():
    (args,) = HfArgumentParser(TrainingArguments).parse_args_into_dataclasses()
    trainer = Trainer(model=AutoModel.from_pretrained("x"), args=args)
    if args.do_train:
        trainer.train(resume_from_checkpoint=args.resume_from_checkpoint)


if __name__ == "__main__":  # lens
    main()
