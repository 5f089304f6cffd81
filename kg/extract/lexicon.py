"""Words that tell the type of what a noun phrase names, mostly by its last word. No names of papers."""

from __future__ import annotations

import re
from typing import Final

from kg.extract.naming import is_odd
from kg.extract.numbers import METRIC

_WORDS: Final[dict[str, str]] = {
    "Dataset": """dataset datasets corpus corpora benchmark benchmarks database databases leaderboard images imagenet
        testbed treebank collection recordings annotations transcripts suite testset challenge split splits coco
        glue data""",
    "Metric": """accuracy perplexity bleu rouge meteor wer cer map miou iou f1 auc auroc psnr ssim fid recall precision
        score scores metric metrics specificity sensitivity""",
    "Hardware": """gpu gpus tpu tpus cpu cpus fpga fpgas asic asics device devices hardware smartphone smartphones
        phone phones processor processors microcontroller microcontrollers accelerators chip chips cluster server
        servers npu npus platforms pod pods a100 a100s v100 v100s h100 h100s t4 jetson machine""",
    "Software": "library libraries toolkit toolkits package packages software compiler compilers pytorch jax",
    "Property": """performance speed efficiency memory robustness generalization generalisation throughput usage
        capability capabilities retention consistency energy stability coverage convergence compactness balance
        quality latency parameters flops flop size footprint time runtime bandwidth storage adaptability
        scalability interpretability expressiveness flexibility diversity reliability fairness consumption power
        computation computations compute macs cost costs overhead complexity utilization fidelity generalizability
        transferability controllability explainability effectiveness ability abilities expressivity resolution area""",
    "Problem": """problem problems issue issues limitation limitations challenge challenges bottleneck bottlenecks
        degradation shortage scarcity lack difficulty difficulties imbalance inefficiency inefficiencies gap gaps
        overfitting vulnerability vulnerabilities discrepancy deficiency deficiencies drawback drawbacks burden
        hallucination hallucinations noise forgetting bias biases ambiguity instability redundancy mismatch
        inconsistency error errors collapse misinformation interference constraint constraints concern concerns
        barrier barriers obstacle obstacles dependency failure failures sparsity heterogeneity uncertainty
        explosion leakage attack attacks absence demand demands requirement requirements shift dilemma inability
        insufficiency delay delays loss losses expense restriction restrictions hurdle hurdles pitfalls weakness
        weaknesses shortcomings shortcoming""",
    "Model": """model models transformer transformers architecture architectures network networks baseline baselines
        system systems encoder encoders decoder decoders detector detectors backbone backbones variant variants
        classifier classifiers cnn cnns rnn rnns lstm lstms llm llms vlm vlms slm slms teacher student ensemble
        chatbot chatbots generator discriminator perceptron counterpart counterparts autoencoder autoencoders
        recognizer synthesizer estimator extractor bert gpt lm lms vit vits plm plms ssm ssms gan gans agent agents
        predecessor predecessors competitors assistants family""",
    "Task": """task tasks generation translation recognition detection classification understanding summarization
        segmentation captioning extraction modeling modelling answering reasoning processing retrieval synthesis
        recommendation diagnosis prediction forecasting analysis application applications domain domains asr nlp vqa ner
        qa nlu nlg nmt ocr vision speech navigation parsing tagging identification verification localization
        estimation reconstruction restoration enhancement separation matching ranking search planning editing
        completion dialogue conversation comprehension inference monitoring simulation mining interpretation scenario
        scenarios deployment learning imaging robotics healthcare design driving tracking transcription""",
    "Method": """method methods layer layers approach approaches framework frameworks technique techniques module
        modules pruning quantization quantisation expert experts strategy strategies distillation pretraining
        pre-training fine-tuning finetuning mechanism mechanisms attention self-attention graph adapter adapters
        function functions cache objective objectives tuning scheme schemes head heads fusion paradigm operation
        operations component components augmentation routing algorithm algorithms pipeline matrix matrices block
        blocks sampling encoding encodings masking mask router regularization refinement dropout decomposition
        normalization convolution convolutions pooling multiplication filtering engine parallelism prompting prompts
        prompt embedding embeddings representation representations loss training process protocol methodology
        activation activations rule law laws theory formulation optimization optimizer aggregation alignment gating
        projection transform transformation factorization approximation compression sharing features feature token
        tokens kernel kernels policy survey review study supervision bagging boosting clustering""",
}
TYPE_OF_WORD: Final[dict[str, str]] = {word: name for name, words in _WORDS.items() for word in words.split()}

URL: Final = re.compile(r"https?://[^\s,;)\]}>\"']+|(?<![\w/])(?:www\.)?[\w-]+\.(?:com|org|io|ai|net)/[^\s,;)\]}>\"']*")
_HARDWARE: Final = re.compile(
    r"(?<![\w-])(?:[GTCNX]PUs?|FPGAs?|ASICs?|[AVHTPK]\d{1,3}0?0s?(?= GPU| TPU|$)|RTX[ -]?\d+\w*|Jetson"
    r"|Raspberry|Snapdragon|iPhone"
    r"|(?:mobile|edge|embedded|IoT|wearable|resource-constrained|resource-limited|low-power|low-resource"
    r"|consumer|hand-held)\s"
    r"(?:\w+\s)?(?:devices?|platforms?|hardware|phones?|systems?|GPUs?))(?![\w-])"
)
_DATASET: Final = re.compile(
    r"(?i)(?:^|[\s-])(?:datasets?|corpus|corpora|benchmarks?|bench|test set|training set|data sets?"
    r"|leaderboard)$|Bench$|\d+K$"
)


def type_of(name: str, fallback: str = "") -> str:
    """Guess the entity type of a name from its last word and its shape.

    Args:
        name: a noun phrase without articles.
        fallback: the type to return where nothing tells.
    """
    words = name.split()
    if not words:
        return fallback
    if URL.match(name):
        return "Resource"
    if _HARDWARE.search(name) and not name.lower().endswith(("kernel", "kernels", "memory", "usage", "utilization")):
        return "Hardware"
    if _DATASET.search(name):
        return "Dataset"
    last = words[-1].lower()
    if METRIC.fullmatch(name) and TYPE_OF_WORD.get(last) != "Property":
        return "Metric"
    found = TYPE_OF_WORD.get(last) or TYPE_OF_WORD.get(last.split("-")[-1])
    if found == "Property" and last in ("cost", "costs", "complexity", "overhead") and len(words) > 1:
        return "Property"
    if found:
        return found
    if last.endswith(("former", "formers", "bert", "net", "nets", "gpt", "mamba")) or is_odd(words[-1]):
        return fallback or "Model"
    return fallback
