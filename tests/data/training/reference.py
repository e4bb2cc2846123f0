# SPDX-License-Identifier: MIT
"""The reference's own modules around the small models of ../models; see HOW_MADE.md."""
import importlib.util
import pathlib
import sys
import types

import torch
from safetensors.torch import load_file
from torch import nn
from transformers import AutoModelForCausalLM, PreTrainedTokenizerFast, WhisperFeatureExtractor, WhisperModel

HERE = pathlib.Path(__file__).parent
MODELS = HERE.parent / "models"
FROM_MODELS = ("post-encoder", "layerwise-routers", "layerwise-single", "layerwise-shared")
VARIANTS = (*FROM_MODELS, "hybrid", "static")
POOLING_POSITION = 4


def bundle(variant):
    return (MODELS if variant in FROM_MODELS else HERE) / "bundles" / variant


class Layer(nn.Module):
    """transformers' encoder layer, called the way the reference calls its own: with the stream alone."""

    def __init__(self, inner, as_tuple):
        super().__init__()
        self.inner, self.as_tuple = inner, as_tuple

    def forward(self, x):
        out = self.inner(x, None, None)[0]
        return (out,) if self.as_tuple else out


def speech_encoder(as_tuple):
    encoder = WhisperModel.from_pretrained(MODELS / "whisper", attn_implementation="eager").encoder.eval()
    encoder.embed_scale = 1.0
    encoder.layers = nn.ModuleList(Layer(layer, as_tuple) for layer in encoder.layers)
    return encoder.requires_grad_(False)


class WhisperEncoder(nn.Module):
    """Takes the place of the reference's class of this name, which needs flash attention on a GPU."""

    def __init__(self, path):
        super().__init__()
        self.speech_encoder = speech_encoder(as_tuple=True)
        self.config = self.speech_encoder.config


def stem(encoder, mel):
    x = nn.functional.gelu(encoder.conv1(mel))
    x = nn.functional.gelu(encoder.conv2(x)).permute(0, 2, 1)
    return x + encoder.embed_positions.weight[: x.size(1)]


def import_reference(folder):
    """The classes used here, from a checkout of the reference at FOLDER."""
    sys.path.insert(0, str(folder))
    stubs = {"datasets": {name: None for name in ("load_from_disk", "concatenate_datasets", "DatasetDict", "Audio")},
             "steer_moe.tokenizer.whisper_Lv3.whisper": {"WhisperEncoder": WhisperEncoder}}
    for name, members in stubs.items():
        sys.modules[name] = types.ModuleType(name)
        vars(sys.modules[name]).update(members)

    def by_path(name):
        spec = importlib.util.spec_from_file_location(name, pathlib.Path(folder) / "deprecated" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    from steer_moe import efficient_layer_wise_whisper, models, utils
    return types.SimpleNamespace(
        Single=efficient_layer_wise_whisper.EfficientLayerWiseSteeringWhisperEncoder,
        Shared=efficient_layer_wise_whisper.SharedRouterLayerWiseSteeringWhisperEncoder,
        Routers=by_path("layer_wise_whisper").LayerWiseSteeringWhisperEncoder,
        Aligner=by_path("aligner").SteerMoEAligner,
        Model=models.SteerMoEEfficientLayerWiseModel,
        Collator=utils.DataCollatorSpeechSeqSeqWithPadding,
        balance=utils.load_balancing_loss)


class HybridLayer(nn.Module):
    """Written here: the reference has no hybrid. docs/reference-model.md, section 2."""

    def __init__(self, experts, width):
        super().__init__()
        self.vectors = nn.Parameter(torch.empty(experts, width))
        self.router = nn.Linear(width, experts)
        self.scale = nn.Parameter(torch.empty(1))


class Encoder(nn.Module):
    """What SteerMoEEfficientLayerWiseModel takes as its encoder, for every variant; keeps the gates."""

    def __init__(self, variant, reference, experts):
        super().__init__()
        self.variant, self.gates = variant, []
        if variant in ("layerwise-single", "static"):
            self.steered = reference.Single(None, num_experts=8, pooling_position=POOLING_POSITION)
        else:
            self.frozen = speech_encoder(as_tuple=False)
        self.feature_dim = 96
        if variant == "static":
            self.steered.requires_grad_(False)
        elif variant == "post-encoder":
            self.steered = reference.Aligner(96, 8)
        elif variant == "layerwise-routers":
            self.steered = reference.Routers(self.frozen)
        elif variant == "layerwise-shared":
            self.steered = reference.Shared(self.frozen)
        elif variant == "hybrid":
            self.steered = nn.Module()
            self.steered.layers = nn.ModuleDict({l: HybridLayer(e, 96) for l, e in experts.items()})

    def _forward_with_steering(self, mel, return_gating=False):
        if self.variant == "static":
            return self.steered.forward(mel)
        if self.variant == "layerwise-single":
            out, self.gates = self.steered._forward_with_steering(mel, return_gating=True)
        elif self.variant == "hybrid":
            out = self.hybrid(mel)
        elif self.variant == "post-encoder":
            x = stem(self.frozen, mel)
            for layer in self.frozen.layers:
                x = layer(x)
            out, gates = self.steered(self.frozen.layer_norm(x), return_gating=True)
            self.gates = [gates]
        else:
            out, self.gates = self.steered(stem(self.frozen, mel), return_gating=True)
        return out

    def hybrid(self, mel):
        x, self.gates = stem(self.frozen, mel), []
        for l, layer in enumerate(self.frozen.layers):
            x = layer(x)
            if str(l) in self.steered.layers:
                steering = self.steered.layers[str(l)]
                self.gates.append(torch.softmax(steering.router(x), -1))
                x = x + steering.scale * (self.gates[-1] @ steering.vectors)
        return self.frozen.layer_norm(x)


def build(variant, reference):
    """The whole model of a variant with the weights of its bundle."""
    weights = load_file(bundle(variant) / "steering.safetensors")
    experts = {name.split(".")[1]: len(value) for name, value in weights.items() if name.endswith(".vectors")}
    llm = AutoModelForCausalLM.from_pretrained(MODELS / "llm-qwen2", attn_implementation="eager").eval()
    model = reference.Model(Encoder(variant, reference, experts), llm, max_prompt_tokens=2048)
    trained = parameters(model)
    assert trained.keys() == weights.keys(), (trained.keys(), weights.keys())
    with torch.no_grad():
        for name, value in weights.items():
            assert trained[name].shape == value.shape, name
            trained[name].copy_(value)
    return model


def parameters(model):
    """The trained tensors under the bundle's names."""
    return {name.replace("whisper_encoder.steered.", ""): p for name, p in model.named_parameters() if p.requires_grad}


def tokenizer():
    return PreTrainedTokenizerFast(tokenizer_file=str(MODELS / "llm-qwen2/tokenizer.json"), eos_token="<|im_end|>",
                                   pad_token="<|endoftext|>")


def features():
    return WhisperFeatureExtractor.from_pretrained(MODELS / "whisper")
