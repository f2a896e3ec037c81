from gensim import corpora, models, similarities

dictionary = corpora.Dictionary(texts)
tfidf = models.TfidfModel(corpus)
index = similarities.SparseMatrixSimilarity(tfidf[corpus])
