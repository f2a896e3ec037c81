import faiss
import torch


class Search:
    def build(self, embeddings):
        self.index = faiss.IndexIVFFlat(faiss.IndexFlatIP(8), 8, 4)
        self.index.train(embeddings)
        self.index.add(embeddings)


if __name__ == "__main__":
    Search().build(torch.randn(10, 8).numpy())
