import gradio as gr
from sklearn.svm import SVC


def run(data):
    return SVC().fit(data.x, data.y)


if __name__ == "__main__":
    with gr.Blocks() as page:
        gr.Button("Train").click(run)
    page.launch()
