"""The live demos' headless twins, one module each; every name is loaded when first used."""
from ..lazy import names

__getattr__, __dir__, __all__ = names(
    __name__,
    broadcasting="Broadcasting", curve_gradient="CurveGradient", data_scarcity="DataScarcity",
    first="FirstSlider", fit_by_hand="FitByHand", descent="DescentOnCurve", regression="RegressionLive",
    playground="Playground", mnist_lab="MnistLab",
    activation_explorer="ActivationExplorer", gradient_depth="GradientDepth",
    gate="GateByHand", perceptron_rule="PerceptronRule", logistic="LogisticLive",
    backprop_graph="BackpropGraph", optimizer_race="OptimizerRace",
    softmax_temperature="SoftmaxTemperature", focal_loss="FocalLoss",
    polynomial_fit="PolynomialFit", regularisation="Regularisation",
    convolution_steps="ConvolutionSteps", cnn_lab="CnnLab", residual_depth="ResidualDepth",
    word_map="WordMap", word_neighbours="WordNeighbours", memory_lab="MemoryLab", name_maker="NameMaker",
    attention_by_hand="AttentionByHand", reversal_live="ReversalLive", attention_of="AttentionOf",
    gpt_lab="GptLab", sampler="Sampler", lora_and_bits="LoraAndBits",
    segmentation_live="SegmentationLive", pictures_by_text="PicturesByText",
)
