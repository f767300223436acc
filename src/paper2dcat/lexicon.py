"""Names that are known to mean something other than a dataset, by kind, and some that mean one.

Facts only: well-known models, optimisers, metrics, software, venues and tasks. A name is in the list when
papers hardly ever use it for a dataset; names used for both (``MultiNLI``, ``VGGFace``) are not.
"""

from __future__ import annotations

import re
from typing import Final

from paper2dcat.names import normal_form

_NAMES: Final[dict[str, str]] = {
    "model": (
        "BERT|BERT-base|BERT-large|mBERT|RoBERTa|ALBERT|DistilBERT|ELECTRA|DeBERTa|SpanBERT|SciBERT|BioBERT|"
        "XLNet|XLM|XLM-R|"
        "XLM-RoBERTa|GPT|GPT-2|GPT-3|GPT-3.5|GPT-4|ChatGPT|T5|mT5|BART|mBART|PEGASUS|ELMo|ULMFiT|CoVe|"
        "word2vec|GloVe|"
        "fastText|doc2vec|Transformer|Transformer-XL|Longformer|BigBird|Reformer|LLaMA|Llama 2|Mistral|PaLM|"
        "Gemini|CLIP|"
        "DALL-E|Stable Diffusion|ViT|Vision Transformer|DeiT|Swin Transformer|ResNet|ResNet-18|ResNet-34|"
        "ResNet-50|ResNet-101|"
        "ResNet-110|ResNet-152|ResNeXt|WideResNet|Wide ResNet|WRN|DenseNet|DenseNet-121|VGG|VGG-16|VGG-19|"
        "VGGNet|AlexNet|LeNet|"
        "LeNet-5|GoogLeNet|Inception|Inception-v3|Inception-v4|Inception-ResNet|Xception|MobileNet|"
        "MobileNetV2|ShuffleNet|"
        "SqueezeNet|EfficientNet|NASNet|DavidNet|U-Net|FCN|SegNet|DeepLab|DeepLabv3|PSPNet|Mask R-CNN|Faster "
        "R-CNN|Fast R-CNN|"
        "R-CNN|YOLO|YOLOv2|YOLOv3|YOLOv5|SSD|RetinaNet|DETR|LSTM|Bi-LSTM|BiLSTM|GRU|RNN|CNN|DNN|MLP|CRF|"
        "BiLSTM-CRF|HMM|SVM|"
        "GAN|DCGAN|WGAN|CycleGAN|StyleGAN|BigGAN|pix2pix|VAE|WaveNet|Tacotron|Tacotron 2|FastSpeech|Deep "
        "Speech|wav2vec|"
        "wav2vec 2.0|HuBERT|Whisper|Seq2Seq|sequence-to-sequence|BiDAF|DrQA|QANet|R-Net|AlphaGo|AlphaZero|"
        "DQN|PointNet|"
        "PointNet++|node2vec|DeepWalk|GraphSAGE|GCN|GAT|XGBoost|LightGBM|CatBoost|Random Forest|Naive Bayes|"
        "MegatronLM|"
        "Megatron-LM|ERNIE|StructBERT|UniLM|MASS|ProphetNet|InferSent|Skip-Thought|TransE|DistMult|ComplEx|"
        "ConvE|RotatE|C3D|I3D|"
        "OpenPose|HRNet|MoCo|SimCLR|BYOL|LayoutLM|SBERT|Sentence-BERT|Codex|PRADO|MAML|Prototypical Networks|"
        "Matching Networks"
    ),
    "optimiser": (
        "Adam|AdamW|SGD|Adagrad|Adadelta|RMSprop|LAMB|LARS|Nadam|L-BFGS|Momentum|Adafactor|AMSGrad|Nesterov"
    ),
    "method": (
        "Dropout|Batch Normalization|BatchNorm|Layer Normalization|backpropagation|PCA|t-SNE|LDA|Latent "
        "Dirichlet Allocation|"
        "k-means|kNN|EM|MCMC|Gibbs sampling|beam search|attention|self-attention|BPE|byte pair encoding|"
        "WordPiece|"
        "SentencePiece|CTC|REINFORCE|PPO|A3C|Q-learning|knowledge distillation|TF-IDF|BM25|word embeddings|"
        "ReLU|GELU|softmax"
    ),
    "metric": (
        "BLEU|SacreBLEU|ROUGE|ROUGE-1|ROUGE-2|ROUGE-L|METEOR|CIDEr|SPICE|BERTScore|BLEURT|COMET|chrF|TER|F1|"
        "F1 score|F-score|"
        "F-measure|accuracy|precision|recall|AUC|AUROC|ROC|mAP|MAP|AP|IoU|mIoU|PSNR|SSIM|FID|Inception Score|"
        "LPIPS|MOS|WER|"
        "CER|PESQ|STOI|perplexity|MRR|NDCG|Hits@10|RMSE|MAE|MSE|R-squared|Matthews correlation|Spearman "
        "correlation|"
        "Pearson correlation|exact match|EM score|LAS|UAS"
    ),
    "software": (
        "TensorFlow|PyTorch|Keras|Theano|Caffe|Caffe2|MXNet|JAX|Flax|Chainer|DyNet|Torch|Torch7|scikit-learn|"
        "sklearn|NumPy|"
        "SciPy|pandas|matplotlib|OpenCV|NLTK|spaCy|Stanza|CoreNLP|Stanford CoreNLP|AllenNLP|fairseq|OpenNMT|"
        "Moses|Tensor2Tensor|"
        "tensor2tensor|HuggingFace|Hugging Face|Hugging Face Transformers|Weka|MATLAB|R|SPSS|SAS|Stata|"
        "Python|Java|C++|CUDA|"
        "cuDNN|Docker|Kubernetes|Spark|Apache Spark|Hadoop|Horovod|DeepSpeed|Megatron|Ray|MLflow|Lucene|"
        "Elasticsearch|Kaldi|"
        "ESPnet|Praat|FFmpeg|Gensim|MALLET|LIBSVM|LIBLINEAR|Vowpal Wabbit|GIZA++|KenLM|SRILM|Detectron|"
        "Detectron2|"
        "MMDetection|PyTorch Lightning|ImageJ|Cytoscape|BLAST|Bioconductor|NVIDIA|TPU|GPU|GitHub|Google "
        "Cloud|AWS|"
        "Amazon Mechanical Turk|Mechanical Turk|AMT|MTurk|CrowdFlower|Prolific|Qualtrics"
    ),
    "disease": "COVID-19|COVID-19 pandemic|COVID19|SARS-CoV-2|SARS|MERS|HIV/AIDS",
    "format": "FASTA|FASTQ|SAM/BAM|VCF|GFF|CSV|TSV|XML|RDF|DICOM|NIfTI|CoNLL-U",
    "query word": "SELECT|WHERE|GROUP BY|ORDER BY|HAVING|LIMIT|INTERSECT|EXCEPT|UNION|DISTINCT",
    "venue": (
        "NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|ACL|EMNLP|NAACL|EACL|COLING|LREC|AAAI|IJCAI|KDD|SIGIR|WWW|"
        "WSDM|CIKM|"
        "INTERSPEECH|ICASSP|MICCAI|BMVC|WACV|ICRA|IROS|UAI|AISTATS|COLT|TACL|JMLR|arXiv|IEEE|Springer|Nature|"
        "Science|PLOS ONE"
    ),
    "task": (
        "machine translation|neural machine translation|question answering|image classification|object "
        "detection|"
        "semantic segmentation|instance segmentation|named entity recognition|NER|part-of-speech tagging|POS "
        "tagging|"
        "dependency parsing|constituency parsing|language modeling|language modelling|sentiment analysis|"
        "text classification|"
        "summarization|text summarization|speech recognition|automatic speech recognition|ASR|text to speech|"
        "text-to-speech|"
        "image captioning|visual question answering|reading comprehension|machine reading comprehension|"
        "relation extraction|"
        "coreference resolution|semantic role labeling|natural language inference|textual entailment|"
        "paraphrase identification|"
        "information retrieval|recommendation|link prediction|node classification|image generation|"
        "super-resolution|"
        "natural language processing|NLP|computer vision|deep learning|machine learning|reinforcement "
        "learning|"
        "transfer learning|few-shot learning|multi-task learning|representation learning|data augmentation"
    ),
}

_NOBODY: Final = re.compile(
    r"(?:the )?(?:anonymous(?: authors?(?:\(s\))?)?|authors?|unknown|anon)", re.IGNORECASE
)


def is_nobody(name: str) -> bool:
    """Whether a name stands for somebody whose name is not told (``Anonymous``)."""
    return _NOBODY.fullmatch(name.strip(" .,")) is not None


KNOWN_OTHER_KINDS: Final[dict[str, str]] = {
    normal_form(name): kind for kind, names in _NAMES.items() for name in names.split("|")
}
"""Normal form → kind, for names that are hardly ever a dataset's."""

FAMOUS_DATASETS: Final = (
    "MNLI", "MultiNLI", "QNLI", "QQP", "SST", "SST-1", "SST-2", "SST-5", "STS-B", "STS Benchmark", "MRPC",
    "RTE", "WNLI", "CoLA", "GLUE", "SuperGLUE", "SNLI", "SQuAD", "SQuAD 1.1", "SQuAD 2.0", "RACE", "SWAG",
    "HellaSwag", "BoolQ", "MultiRC", "ReCoRD", "WSC", "WiC", "COPA", "ANLI", "XNLI", "TriviaQA", "NewsQA",
    "HotpotQA", "SearchQA", "NarrativeQA", "CoQA", "QuAC", "DROP", "MNIST", "Fashion-MNIST", "EMNIST",
    "CIFAR-10", "CIFAR-100", "SVHN", "STL-10", "ImageNet", "Tiny ImageNet", "COCO", "MS COCO", "MSCOCO",
    "PASCAL VOC", "Cityscapes", "KITTI", "ADE20K", "CelebA", "LFW", "UCF101", "HMDB51", "Kinetics",
    "Flickr8k", "Flickr30k", "Visual Genome", "Penn Treebank", "PTB", "WikiText-2", "WikiText-103",
    "enwik8", "text8", "LAMBADA", "BooksCorpus", "BookCorpus", "CoNLL-2003", "CoNLL-2012", "OntoNotes",
    "WordNet", "Freebase", "DBpedia", "YAGO", "Wikidata", "ConceptNet", "FB15k", "FB15k-237", "WN18",
    "WN18RR", "LibriSpeech", "TIMIT", "VCTK", "LJSpeech", "Switchboard", "MovieLens", "Gigaword", "XSum",
    "CNN/Daily Mail", "CNN/DM", "Multi30k", "WMT14", "WMT16", "IWSLT14",
)  # fmt: skip

"""Names of datasets that nearly every paper of their field writes just so."""

KNOWN_DATASETS: Final[frozenset[str]] = frozenset(normal_form(name) for name in FAMOUS_DATASETS)
"""Normal forms of datasets that tables and lists name without ever calling them data."""
