// SPDX-License-Identifier: MIT
// Floating-point operations, counted from the shapes: a product [m, k] x [k, n] is 2mkn. Softmax, norms,
// activations and additions are left out (below 1 % at every size in use).
#pragma once

#include <cstdint>
#include <vector>

namespace steerscope::report {

struct EncoderShape {
    int layers = 0; // L
    int width = 0; // D
    int ffn = 0; // F
    int mels = 0;
    int melFrames = 0; // of a window; the layers see half of them
    int poolKernel = 1; // frames that become one
    int poolAfter
        = 0; // pooled after this many layers, so that the layers above see fewer frames; 0: not pooled
    bool reshape
        = false; // poolKernel frames are joined after the encoder: the projection sees D * poolKernel
};

struct SteeredShape {
    int layer = 0; // from 0, or kOutLayer
    int experts = 0; // E
    bool layerMatrix = false; // logits of a shared router, times a matrix [E, E] of the layer
};

struct DecoderShape {
    int layers = 0;
    int width = 0; // W
    int queryWidth = 0; // heads * head width
    int keyValueWidth = 0; // key-value heads * head width
    int intermediate = 0; // I
    int vocabulary = 0; // V
};

struct ModelShape {
    EncoderShape encoder;
    std::vector<SteeredShape> steered; // lowest first, kOutLayer last
    bool projection = true; // absent where the widths are equal
    int maxPromptTokens = 2048; // audio positions kept
    DecoderShape decoder; // layers 0: no LLM
};

struct Flops {
    double encoder = 0.0;
    double steering = 0.0;
    double projection = 0.0;
    double prefill = 0.0; // LLM over audio and prompt (training: over audio, prompt and answer)
    double decode = 0.0; // LLM over the answer, token by token (training: 0)

    double total() const { return encoder + steering + projection + prefill + decode; }
};

// Audio positions that the LLM sees of one window.
int audioPositions(const ModelShape& model);

// One audio window to answerTokens tokens with a key-value cache. The LLM's head works on the last position
// of the prompt and on each answered token but the end.
Flops inferenceFlops(const ModelShape& model, int promptTokens, int answerTokens);

// One utterance of a steering training step, forward and backward, encoder and LLM frozen.
//
// A frozen product y = x W costs its forward pass and, where a gradient has to come through, once more (dx =
// dy W^T); a trained one costs dW = x^T dy besides. Attention's two products have activations on both sides:
// twice their forward pass. Gradients are needed by the whole LLM (its input is trained), and in the encoder
// by the layers above the lowest steered one; below it there is a forward pass and nothing else, or not even
// that when its result was kept (cached).
Flops trainingFlops(const ModelShape& model, int promptTokens, int answerTokens, bool cached);

// Scalars that training keeps optimizer state for, counted apart.
struct TrainedParameters {
    std::int64_t vectors = 0;
    std::int64_t routers = 0;
    std::int64_t scales = 0;
    std::int64_t projection = 0;

    std::int64_t total() const { return vectors + routers + scales + projection; }
};
TrainedParameters trainedParameters(const ModelShape& model);

} // namespace steerscope::report
