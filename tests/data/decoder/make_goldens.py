# SPDX-License-Identifier: MIT
"""Writes goldens.json and goldens.safetensors beside itself; see HOW_MADE.md."""
import json
import pathlib

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM
from transformers.generation import logits_process as filters
from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

HERE = pathlib.Path(__file__).parent
MODELS = HERE.parent / "models"
STEPS = 8
tensors = {}


def build(base, overrides, dtype=torch.float32, biases=None):
    config = AutoConfig.from_pretrained(MODELS / base)
    if "model_type" in overrides:
        fields = {key: value for key, value in config.to_dict().items() if key not in ("model_type", "architectures")}
        overrides = {key: value for key, value in overrides.items() if key != "model_type"}
        config = AutoConfig.for_model("mistral", **fields)
    for key, value in overrides.items():
        setattr(config, key, value)
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager")
    state = load_file(MODELS / base / "model.safetensors")
    if config.tie_word_embeddings:
        state.pop("lm_head.weight", None)  # as from_pretrained does
    state.update(biases or {})
    missing, _ = model.load_state_dict(state, strict=False)
    assert all(name == "lm_head.weight" for name in missing), missing
    model.tie_weights()
    return model.to(dtype).eval()


def greedy(model, embeds):
    """First logits, then tokens and log-probabilities, one cached step at a time, as generate() does."""
    past, tokens, logprobs, first = None, [], [], None
    with torch.no_grad():
        for _ in range(STEPS):
            out = model(inputs_embeds=embeds, past_key_values=past, use_cache=True)
            past, logits = out.past_key_values, out.logits[0, -1].float()
            first = logits if first is None else first
            token = int(logits.argmax())
            tokens.append(token)
            logprobs.append(float(torch.log_softmax(logits, -1)[token]))
            embeds = model.get_input_embeddings()(torch.tensor([[token]]))
    return first, tokens, logprobs


def ids(count):
    return [(37 * i + 11) % 1200 for i in range(count)]


def model_case(name, base, overrides, count, biases=None):
    model = build(base, overrides, biases=biases)
    embeds = model.get_input_embeddings()(torch.tensor([ids(count)]))
    first, tokens, logprobs = greedy(model, embeds)
    tensors[f"{name}/first_logits"] = first
    return {"base": base, "config": overrides, "ids": count, "tokens": tokens, "logprobs": logprobs}


def random_biases():
    torch.manual_seed(5)
    sizes = {"self_attn.q_proj": 64, "self_attn.k_proj": 32, "self_attn.v_proj": 32, "self_attn.o_proj": 64,
             "mlp.gate_proj": 128, "mlp.up_proj": 128, "mlp.down_proj": 64}
    return {f"model.layers.{l}.{part}.bias": torch.randn(n) * 0.3 for l in range(3) for part, n in sizes.items()}


def yarn(**more):
    return {"rope_type": "yarn", "factor": 4.0, "original_max_position_embeddings": 64, **more}


def model_cases():
    small = {"max_position_embeddings": 128, "rope_theta": 10000.0}
    cases = {
        "linear": ("llm-llama", {**small, "rope_scaling": {"rope_type": "linear", "factor": 4.0}}, 200),
        "dynamic-beyond": ("llm-llama", {**small, "rope_scaling": {"type": "dynamic", "factor": 2.0}}, 200),
        "dynamic-within": ("llm-llama", {**small, "rope_scaling": {"rope_type": "dynamic", "factor": 2.0}}, 100),
        "yarn": ("llm-qwen2", {**small, "rope_scaling": yarn()}, 200),
        "yarn-mscale": ("llm-llama", {**small, "rope_scaling": yarn(mscale=0.7, mscale_all_dim=1.1, beta_fast=16.0,
                                                                    beta_slow=2.0, truncate=False)}, 200),
        "yarn-factor": ("llm-qwen3", {**small, "rope_scaling": yarn(attention_factor=1.25)}, 200),
        "tied-llama": ("llm-llama", {"tie_word_embeddings": True}, 50),
        "mistral": ("llm-llama", {"model_type": "mistral", "rope_scaling": None, "sliding_window": None}, 50),
    }
    written = {name: model_case(name, *case) for name, case in cases.items()}
    biases = random_biases()
    tensors.update({f"biases/{name}": value for name, value in biases.items()})
    written["biases"] = model_case("biases", "llm-llama", {"attention_bias": True, "mlp_bias": True}, 50, biases)
    return written


def input_embeds(model, family):
    audio = load_file(MODELS / "expected" / f"llm-{family}.safetensors")["audio_embeds"]
    prompt = model.get_input_embeddings()(torch.tensor([ids(12)]))
    return audio, prompt


def score_case(family):
    model = build(f"llm-{family}", {})
    audio, prompt = input_embeds(model, family)
    audio = audio.clone().requires_grad_(True)
    target = [5, 700, 31, 1100, 9, 250]
    labels = target + [model.config.eos_token_id]
    embeds = torch.cat([audio[None], prompt, model.get_input_embeddings()(torch.tensor([target]))], 1)
    logits = model(inputs_embeds=embeds).logits[0, -len(labels):]
    logprobs = torch.log_softmax(logits, -1)[torch.arange(len(labels)), torch.tensor(labels)]
    logprobs.sum().backward()
    tensors[f"score-{family}/audio_gradient"] = audio.grad
    return {"family": family, "target": target, "logprobs": logprobs.tolist()}


def half_errors(family):
    """How far Hugging Face's own half-precision logits are from its float32 ones."""
    def first(dtype):
        model = build(f"llm-{family}", {}, dtype)
        audio, prompt = input_embeds(model, family)
        with torch.no_grad():
            return model(inputs_embeds=torch.cat([audio[None].to(dtype), prompt], 1)).logits[0, -1].float()
    exact = first(torch.float32)
    tensors[f"half-{family}/first_logits"] = exact
    error = lambda found: float((found - exact).abs().max() / exact.abs().max())
    return {"bfloat16": error(first(torch.bfloat16)), "float16": error(first(torch.float16))}


def sampling_cases():
    torch.manual_seed(7)
    logits = torch.randn(1, 300) * 3
    logits[0, 100:104] = 6.5  # ties
    tensors["sampling/logits"] = logits[0].clone()
    generated = [100, 3, 7, 3, 299]
    cases = []
    for temperature, top_k, top_p, penalty in [(1.0, 0, 1.0, 1.0), (0.7, 20, 0.8, 1.05), (1.3, 0, 0.9, 1.0),
                                               (0.5, 3, 1.0, 1.2), (1.0, 2, 0.5, 1.5), (2.0, 0, 0.05, 1.0)]:
        scores = logits.clone()
        prior = torch.tensor([generated])
        if penalty != 1.0:
            scores = filters.RepetitionPenaltyLogitsProcessor(penalty)(prior, scores)
        if temperature != 1.0:
            scores = filters.TemperatureLogitsWarper(temperature)(prior, scores)
        if top_k:
            scores = filters.TopKLogitsWarper(top_k)(prior, scores)
        if top_p < 1.0:
            scores = filters.TopPLogitsWarper(top_p)(prior, scores)
        p = torch.softmax(scores.double(), -1)[0]
        cases.append({"temperature": temperature, "topK": top_k, "topP": top_p, "repetitionPenalty": penalty,
                      "probabilities": {str(i): float(p[i]) for i in p.nonzero()[:, 0].tolist()}})
    return {"generated": generated, "cases": cases}


def frequency_cases():
    """Frequencies of real models' sizes."""
    real = {
        "qwen2.5-7b": (128, 1e6, 32768, None, 1000),
        "qwen2.5-7b-yarn": (128, 1e6, 131072, {"rope_type": "yarn", "factor": 4.0,
                                               "original_max_position_embeddings": 32768}, 1000),
        "llama-3.1-8b": (128, 5e5, 131072, {"rope_type": "llama3", "factor": 8.0, "low_freq_factor": 1.0,
                                            "high_freq_factor": 4.0, "original_max_position_embeddings": 8192}, 1000),
        "linear": (64, 1e4, 4096, {"rope_type": "linear", "factor": 2.5}, 1000),
        "dynamic-short": (64, 1e4, 4096, {"rope_type": "dynamic", "factor": 2.0}, 4000),
        "dynamic-long": (64, 1e4, 4096, {"rope_type": "dynamic", "factor": 2.0}, 9000),
    }
    written = {}
    for name, (width, theta, positions, scaling, length) in real.items():
        config = AutoConfig.for_model("llama", head_dim=width, hidden_size=4 * width, num_attention_heads=4,
                                      rope_theta=theta, max_position_embeddings=positions, rope_scaling=scaling)
        kind = scaling["rope_type"] if scaling else "default"
        inverse, factor = ROPE_INIT_FUNCTIONS[kind](config, torch.device("cpu"), seq_len=length)
        written[name] = {"head_dim": width, "config": {"rope_theta": theta, "max_position_embeddings": positions,
                         "rope_scaling": scaling}, "length": length, "attention_factor": float(factor),
                         "inverse": inverse.double().tolist()}
    return written


torch.set_num_threads(1)
goldens = {
    "models": model_cases(),
    "score": {family: score_case(family) for family in ("qwen2", "qwen3", "llama")},
    "half": {family: half_errors(family) for family in ("qwen2", "qwen3", "llama")},
    "sampling": sampling_cases(),
    "frequencies": frequency_cases(),
}
(HERE / "goldens.json").write_text(json.dumps(goldens, indent=1) + "\n")
save_file({name: value.detach().float().contiguous() for name, value in tensors.items()}, HERE / "goldens.safetensors")
