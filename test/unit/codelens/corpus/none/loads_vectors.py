from gensim import models

vectors = models.Word2Vec.load("vectors.model")
print(vectors.wv.most_similar("cat"))
