"""How a boundary network is learnt from LUDB's beats: AdamW with one cycle of the learning rate, seed 1."""

import network
import torch

SIZES = (8, 16, 16, 24)
RATE, DECAY, SEED = 4e-3, 2e-3, 1


def learnt(data, chosen, steps, batch, told=lambda step, loss, model: None):
    """A network that has learnt from the beats `chosen` of `data`, `batch` a step; `told` hears of it every thousand steps."""
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    generator = torch.Generator().manual_seed(SEED)
    model = network.Network(SIZES)
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.15)
    for step in range(1, steps + 1):
        beats = chosen[torch.randint(len(chosen), (batch,), generator=generator)]
        value = network.loss(model, *data.changed(beats, generator))
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
        cycle.step()
        if step % 1000 == 0:
            told(step, value.item(), model)
    return model


def loaded(state):
    model = network.Network(SIZES)
    model.load_state_dict(state)
    return model
