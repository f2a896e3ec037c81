from airflow import DAG
from airflow.operators.python import PythonOperator


def _train_model(**context):
    from forecast import Trainer

    Trainer().train(context["data"])


with DAG("retrain") as dag:
    PythonOperator(task_id="train", python_callable=_train_model)
