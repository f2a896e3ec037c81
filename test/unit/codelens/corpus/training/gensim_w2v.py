from gensim.models import Word2Vec

w2v = Word2Vec(vector_size=50)
w2v.build_vocab(sentences)
w2v.train(sentences, total_examples=w2v.corpus_count, epochs=5)  # lens
