import sentencepiece as spm

if __name__ == "__main__":
    spm.SentencePieceTrainer.train(input="train.txt", model_prefix="bpe", vocab_size=8000)
