if __name__ == "__main__":
    from speech_training import evaluate as speech_evaluate

    speech_evaluate.run_script()
