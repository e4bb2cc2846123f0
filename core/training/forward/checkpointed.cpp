// SPDX-License-Identifier: MIT
#include "core/training/forward/checkpointed_p.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>

#include <utility>

namespace steerscope {

namespace {

using Piece = std::function<at::Tensor(const at::Tensor&)>;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

// What autograd's context can carry.
struct PieceHolder : torch::CustomClassHolder {
    explicit PieceHolder(Piece piece)
        : f(std::move(piece))
    {
    }
    Piece f;
};

struct RunAgain : torch::autograd::Function<RunAgain> {
    static at::Tensor forward(AutogradContext* context, const at::Tensor& h, const Piece& f)
    {
        context->save_for_backward({h});
        context->saved_data["piece"] = c10::IValue::make_capsule(c10::make_intrusive<PieceHolder>(f));
        return f(h); // autograd is off here
    }

    static variable_list backward(AutogradContext* context, variable_list gradients)
    {
        const auto holder = context->saved_data["piece"].toCapsule();
        const Piece& f = static_cast<const PieceHolder&>(*holder).f;
        const at::AutoGradMode record(true);
        const at::Tensor h = context->get_saved_variables()[0].detach().set_requires_grad(true);
        torch::autograd::backward({f(h)}, {gradients[0]});
        return {h.grad(), at::Tensor()};
    }
};

} // namespace

at::Tensor checkpointed(const Piece& f, const at::Tensor& h)
{
    return c10::GradMode::is_enabled() && h.requires_grad() ? RunAgain::apply(h, f) : f(h);
}

} // namespace steerscope
