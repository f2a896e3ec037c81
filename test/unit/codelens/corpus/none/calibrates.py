from sklearn.isotonic import IsotonicRegression

isotonic = IsotonicRegression()
isotonic.fit(scores, labels)
