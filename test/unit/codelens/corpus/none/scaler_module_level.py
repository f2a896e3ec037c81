import pandas as pd
import joblib
from sklearn.preprocessing import StandardScaler, LabelEncoder

frame = pd.read_csv("a.csv")
standard = StandardScaler()
standard.fit(frame)
labels = LabelEncoder()
labels.fit(frame["y"])
joblib.dump(standard, "scaler.pkl")
