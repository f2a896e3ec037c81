from pyspark.ml import Pipeline
from pyspark.ml.classification import LogisticRegression
from pyspark.ml.feature import StringIndexer
from pyspark.sql import SparkSession


def main(path):
    df = SparkSession.builder.appName("x").getOrCreate().read.parquet(path)
    indexed = StringIndexer(inputCol="a", outputCol="b").fit(df).transform(df)
    return Pipeline(stages=[LogisticRegression()]).fit(indexed)


if __name__ == "__main__":  # lens
    import sys

    main(sys.argv[1])
