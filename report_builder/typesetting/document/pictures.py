"""A picture file from a document → a PNG or a JPEG that a page can hold, or what is wrong with it."""

from __future__ import annotations

import io
import warnings
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from report_builder.budgets import USUAL, Budget
from report_builder.picture_files import bare, turn_of, turned
from report_builder.typesetting.document.metafiles import kind_of, picture_inside

# An A4 page at 600 dots an inch has 35 million; all of a document's together are bounded too.
# What Pillow may try: no format that runs other programs (EPS) or that no office program writes.
_FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_AS_THEY_ARE: Final = frozenset(("PNG", "JPEG"))
_WHOLE: Final = (0.0, 0.0, 0.0, 0.0)
_CHANNELS: Final = 3
_UPRIGHT: Final = 1
_LEAST: Final = 0.01


class PictureError(Exception):
    """A picture cannot be shown; the message says why."""


class Retouching(Struct, frozen=True):
    """What a document changes about a picture: edges cut off, a colour made transparent, its opacity.

    ``crop`` are shares of the width and height, from the left, top, right and bottom edge; ``ratio`` is that
    of the width to the height in which the rest is shown, 0 where that is not known. What ``is_turned`` by
    the document is not turned again for its camera's sake.
    """

    crop: tuple[float, float, float, float] = _WHOLE
    transparent: str = ""
    opacity: float = 1.0
    ratio: float = 0.0
    is_turned: bool = False

    @property
    def whole_ratio(self) -> float:
        """The ratio in which the whole picture would be shown."""
        left, top, right, bottom = self.crop
        return self.ratio * max(1 - top - bottom, _LEAST) / max(1 - left - right, _LEAST)

    @property
    def is_none(self) -> bool:
        """Whether the picture is shown as it is."""
        return self.crop == _WHOLE and not self.transparent and self.opacity == 1


class UsablePicture(Struct, frozen=True):
    """A picture that a page can hold; ``converted_from`` names its format where it had to be another.

    ``turned`` says that it was turned as its camera noted, which PDF knows nothing of.
    """

    data: bytes
    pixels: int
    converted_from: str = ""
    turned: bool = False


_AS_IT_IS: Final = Retouching()


def admit_picture(data: bytes, retouching: Retouching = _AS_IT_IS, budget: Budget = USUAL) -> UsablePicture:
    """Check a picture whole, and turn what PDF does not know into PNG.

    Raises ``PictureError`` for a file that is no picture, a broken one or one that is too large.
    """
    if kind := kind_of(data, budget):
        inside = picture_inside(data, budget)
        if inside is None:
            msg = f"它是 {kind} 矢量图"
            raise PictureError(msg)
        return replace(admit_picture(inside, retouching, budget), converted_from=f"{kind} 里的图片")
    try:
        with warnings.catch_warnings():
            # The bound below is stricter than the one Pillow warns at.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                return _admit(data, image, retouching, budget)
    except Image.DecompressionBombError as fault:
        msg = f"图片展开后过大；{budget.way_out('megapixels')}"
        raise PictureError(msg) from fault
    except UnidentifiedImageError as fault:
        msg = "文件的内容不是认识的图片格式"
        raise PictureError(msg) from fault
    # Pillow tells of broken files by whichever of these its decoders meet first.
    except (OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError, TypeError) as fault:
        msg = "图片文件已损坏或不完整"
        raise PictureError(msg) from fault


def _admit(data: bytes, image: Image.Image, retouching: Retouching, budget: Budget) -> UsablePicture:
    pixels = image.width * image.height
    if pixels > budget.pixels:
        size = f"{image.width}×{image.height} 像素"
        msg = f"图片有 {size}，超过 {budget.megapixels} 百万像素；{budget.way_out('megapixels')}"
        raise PictureError(msg)
    kind = "JPEG" if image.format == "MPO" else image.format or ""
    colours_of_print = image.mode in {"CMYK", "LAB", "YCCK"}
    as_it_is = kind in _AS_THEY_ARE and not colours_of_print and retouching.is_none
    if as_it_is and kind == "JPEG" and not _is_turned(image, retouching):
        # All of the file is read all the same; an eighth of it is worked out, which nobody looks at.
        image.draft(None, (max(image.width // 8, 1), max(image.height // 8, 1)))
        image.load()
        return UsablePicture(bare(data), pixels)
    image.load()
    is_turned = _is_turned(image, retouching)
    if as_it_is:
        return UsablePicture(turned(image) if is_turned else bare(data), pixels, turned=is_turned)
    saved = io.BytesIO()
    upright = ImageOps.exif_transpose(image) if is_turned else image
    _retouch(_in_screen_colours(upright), retouching, budget).save(saved, "PNG")
    foreign = "CMYK 图片" if colours_of_print else kind if kind not in _AS_THEY_ARE else ""
    return UsablePicture(bare(saved.getvalue()), pixels, foreign, is_turned)


def _is_turned(image: Image.Image, retouching: Retouching) -> bool:
    return not retouching.is_turned and turn_of(image, retouching.whole_ratio) != _UPRIGHT


def _in_screen_colours(image: Image.Image) -> Image.Image:
    """A picture in 8 bits of grey or of red, green and blue, with its transparency."""
    if image.mode.startswith("I") or image.mode == "F":
        # 16 bits a channel; Pillow's own conversion would cut them off instead of scaling.
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in {"L", "LA", "RGB", "RGBA"} and "transparency" not in image.info:
        return image
    see_through = "transparency" in image.info or image.mode in {"PA", "RGBa", "La"}
    return image.convert("RGBA" if see_through else "L" if image.mode == "1" else "RGB")


def _retouch(image: Image.Image, retouching: Retouching, budget: Budget) -> Image.Image:
    left, top, right, bottom = retouching.crop
    if retouching.crop != _WHOLE:
        width, height = image.size
        edges = (
            round(left * width),
            round(top * height),
            round((1 - right) * width),
            round((1 - bottom) * height),
        )
        across, down = edges[2] - edges[0], edges[3] - edges[1]
        if across <= 0 or down <= 0 or across * down > budget.pixels:
            msg = "图片的裁剪范围不合理"
            raise PictureError(msg)
        image = (image if min(edges[:2]) >= 0 else image.convert("RGBA")).crop(edges)
    if retouching.transparent:
        image = _without_colour(image.convert("RGBA"), retouching.transparent)
    if retouching.opacity < 1:
        image = image.convert("RGBA")
        image.putalpha(image.getchannel("A").point(lambda value: value * retouching.opacity))
    return image


def _without_colour(image: Image.Image, colour: str) -> Image.Image:
    """Make every pixel of one colour transparent (设置透明色), as a scanned seal's paper is."""
    wanted = bytes.fromhex(colour)
    kept = image.getchannel("A").point(lambda _: 0)
    for channel, value in zip(image.split()[:_CHANNELS], wanted, strict=True):
        differs = channel.point([0 if level == value else 255 for level in range(256)])
        kept = ImageChops.lighter(kept, differs)
    image.putalpha(ImageChops.darker(image.getchannel("A"), kept))
    return image
