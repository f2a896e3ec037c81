import pyonmttok

if __name__ == "__main__":
    trainer = pyonmttok.SentencePieceLearner(vocab_size=100)
    trainer.learn(args.save_vocab, verbose=True)
