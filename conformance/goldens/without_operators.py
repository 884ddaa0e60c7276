"""Import before torchvision, whose compiled operators may not load beside another PyTorch. Its networks and transforms need none of them."""

from torch import library


def nothing(*args, **options):
    return lambda function: function


library.register_fake = nothing
