import gradio as gr
from trainer import Trainer


class UI:
    def __init__(self):
        self.trainer = Trainer()

    def run(self):
        with gr.Blocks() as demo:
            gr.Button("Train").click(lambda: self.trainer.train())
        demo.launch()


if __name__ == "__main__":
    UI().run()
