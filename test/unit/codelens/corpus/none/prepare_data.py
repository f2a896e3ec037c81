from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.model_selection import train_test_split
from sklearn.feature_extraction.text import TfidfVectorizer

le = LabelEncoder()
le.fit(labels)
scaled = StandardScaler().fit_transform(rows)
vectors = TfidfVectorizer().fit(texts)
train, test = train_test_split(scaled)
if __name__ == "__main__":
    train.to_csv("train.csv")
