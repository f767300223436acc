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
    "SentEval", "SICK-R", "SICK-E", "MPQA", "XTREME", "XGLUE", "DuReader", "CMRC 2018", "DRCD", "WikiHop",
    "MedHop", "MCTest", "bAbI", "ROCStories", "CommonsenseQA", "SocialIQA", "PIQA", "WinoGrande", "OpenBookQA",
    "StrategyQA", "TruthfulQA", "MMLU", "GSM8K", "HumanEval", "MBPP", "BIG-bench", "Natural Questions",
    "WebQuestions", "WebQuestionsSP", "SimpleQuestions", "MS MARCO", "BEIR", "TyDiQA", "XQuAD", "MLQA", "PAWS",
    "PAWS-X", "ATIS", "MultiWOZ", "DailyDialog", "TACRED", "DocRED", "FewRel", "SciERC", "BC5CDR", "JNLPBA",
    "ChemProt", "PubMedQA", "BioASQ", "MedQA", "MIMIC-III", "MIMIC-IV", "MIMIC-CXR", "CheXpert", "ChestX-ray14",
    "BraTS", "LIDC-IDRI", "LUNA16", "ADNI", "ABIDE", "MUC-6", "MUC-7", "ACE 2004", "ACE 2005",
    "CoNLL 2003", "CoNLL-2002", "CoNLL-2005", "CoNLL-2009", "CoNLL03", "WNUT16", "WNUT17", "WNUT-17", "WikiSQL",
    "CoNaLa", "CodeSearchNet", "CodeXGLUE", "AG News", "AG's News", "IMDB", "20 Newsgroups", "20NG",
    "Reuters-21578", "RCV1", "DBLP", "Cora", "Citeseer", "ogbn-arxiv", "ogbn-products", "MUTAG", "PROTEINS",
    "QM9", "MD17", "MoleculeNet", "ShapeNet", "ModelNet10", "ModelNet40", "ScanNet", "S3DIS", "NYUv2",
    "NYU Depth v2", "SUN RGB-D", "SUN397", "Places365", "Places205", "Caltech-101", "Caltech101", "Caltech-256",
    "Food-101", "Food101", "Stanford Cars", "FGVC-Aircraft", "Oxford Flowers", "Oxford-IIIT Pet", "iNaturalist",
    "CUB-200-2011", "CUB-200", "miniImageNet", "tieredImageNet", "Omniglot", "ImageNet-A", "ImageNet-C",
    "ImageNet-R", "ObjectNet", "VOC2007", "VOC2012", "VOC 2007", "VOC 2012", "PASCAL VOC 2007",
    "PASCAL VOC 2012", "ILSVRC2012", "ILSVRC 2012", "LVIS", "Objects365", "COCO-Stuff", "CrowdHuman",
    "CityPersons", "CamVid", "BDD100K", "nuScenes", "SemanticKITTI", "MOT16", "MOT17", "MOT20", "LaSOT",
    "GOT-10k", "TrackingNet", "OTB-100", "OTB100", "VOT2016", "VOT2018", "YouTube-VOS", "Market-1501",
    "Market1501", "DukeMTMC-reID", "CUHK03", "MSMT17", "MegaFace", "CASIA-WebFace", "VGGFace2", "MS-Celeb-1M",
    "IJB-A", "IJB-B", "IJB-C", "FFHQ", "CelebA-HQ", "LSUN", "FER2013", "AffectNet", "300W", "300W-LP", "AFLW",
    "COFW", "WFLW", "MPII", "Human3.6M", "3DPW", "NTU RGB+D", "HMDB-51", "UCF-101", "Kinetics-400",
    "Kinetics-600", "Kinetics-700", "ActivityNet", "THUMOS14", "Charades", "EPIC-KITCHENS", "MSR-VTT", "MSVD",
    "HowTo100M", "YouCook2", "AudioSet", "ESC-50", "UrbanSound8K", "VGGSound", "VoxCeleb1", "VoxCeleb2",
    "VoxCeleb", "LibriTTS", "AISHELL-1", "TED-LIUM", "WSJ0-2mix", "MUSDB18", "NSynth", "GTZAN", "IEMOCAP",
    "CMU-MOSI", "CMU-MOSEI", "CLEVR", "GQA", "VQAv2", "VQA v2", "VQA 2.0", "OK-VQA", "VizWiz", "TextVQA",
    "DocVQA", "NLVR2", "RefCOCO", "RefCOCO+", "RefCOCOg", "Visual7W", "COCO Captions", "Conceptual Captions",
    "CC3M", "CC12M", "YFCC100M", "LAION-400M", "LAION-5B", "WikiText2", "WikiText103", "OpenWebText", "WebText",
    "RealNews", "CC-News", "CC-100", "enwik9", "One Billion Word", "Europarl", "OpenSubtitles", "ParaCrawl",
    "FLORES-101", "FLORES-200", "newstest2013", "newstest2014", "newstest2015", "newstest2016", "newstest2017",
    "newstest2018", "newstest2019", "WMT13", "WMT15", "WMT17", "WMT18", "WMT19", "WMT'14", "WMT'16", "IWSLT15",
    "IWSLT16", "IWSLT17", "CNN/DailyMail", "Multi-News", "WikiHow", "BIGPATENT", "BillSum", "DUC-2004",
    "DUC 2004", "SAMSum", "WebNLG", "RotoWire", "ToTTo", "MovieLens-1M", "MovieLens 1M", "MovieLens-100K",
    "Criteo", "Avazu", "Gowalla", "Epinions", "NELL-995", "YAGO3-10", "BlogCatalog", "FrameNet", "PropBank",
    "VerbNet", "SemCor", "Universal Dependencies", "OntoNotes 5.0", "Chinese Treebank", "CTB5", "Brown Corpus",
    "British National Corpus", "ukWaC", "SimLex-999", "WordSim-353", "CIFAR-10-C", "CIFAR-100-C", "KMNIST",
    "QMNIST", "USPS", "COIL-20", "COIL-100", "BSDS500", "BSD68", "BSD100", "Set5", "Set14", "Urban100", "DIV2K",
    "Vimeo-90K", "FlyingThings3D", "FlyingChairs", "MPI Sintel", "HPatches", "MegaDepth", "UCI Adult",
    "Netflix Prize",
)  # fmt: skip

"""Names of datasets that nearly every paper of their field writes just so."""

KNOWN_DATASETS: Final[frozenset[str]] = frozenset(normal_form(name) for name in FAMOUS_DATASETS)
"""Normal forms of datasets that tables and lists name without ever calling them data."""

STATES: Final = (
    "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida",
    "georgia", "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine",
    "maryland", "massachusetts", "michigan", "minnesota", "mississippi", "missouri", "montana", "nebraska",
    "nevada", "new hampshire", "new jersey", "new mexico", "new york", "north carolina", "north dakota", "ohio",
    "oklahoma", "oregon", "pennsylvania", "rhode island", "south carolina", "south dakota", "tennessee",
    "texas", "utah", "vermont", "virginia", "washington", "west virginia", "wisconsin", "wyoming",
)  # fmt: skip
"""States of the United States, in small letters."""
