"""At which rate of tax each yen was charged, line by line: what is given back last bears the rate at which it was charged."""

from second_engine.numbers import whole


def moved(layers, difference, rate):
    """The layers of a line after a change, and what of the change bears which rate."""
    sign = 1 if sum(yen for yen, _ in layers) > 0 or (not layers and difference > 0) else -1
    layers, parts, left = list(layers), {}, difference
    while left * sign < 0 and layers:
        yen, at = layers.pop()
        back = min(abs(left), abs(yen)) * sign
        parts[at] = parts.get(at, 0) - back
        left += back
        if yen != back:
            layers.append((yen - back, at))
    if left:
        layers.append((left, rate))
        parts[rate] = parts.get(rate, 0) + left
    return layers, parts


def tax_on(parts, mode, *, inclusive):
    """The tax of one invoice, rounded once for each rate."""
    return sum(whole(yen * (rate / (1 + rate) if inclusive else rate), mode) for rate, yen in parts.items())
