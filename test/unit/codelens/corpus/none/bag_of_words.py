from sklearn.feature_extraction.text import CountVectorizer


def features(bag_of_words, words):
    bag_of_words.fit(words)


features(CountVectorizer(), [])
