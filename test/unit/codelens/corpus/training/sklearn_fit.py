from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

scaler = StandardScaler().fit(x)
clf = SVC()
clf.fit(scaler.transform(x), y)  # lens
