from naive_bayes import NaiveBayes

nb = NaiveBayes()
nb.fit(X_train, y_train)  # lens
print(nb.predict(X_test))
