package org.swavstream.image.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.swavstream.image.textures.TextureGenerator;

/** Data sets by what a person calls them. */
public final class Datasets {

    private static final Pattern TEXTURES = Pattern.compile("textures(?::(\\d{1,6}))?");
    private static final int DEFAULT_TEXTURE_SIDE = 32;

    private static final String EXPECTED =
            "textures[:SIDE], fashion-mnist, a folder of images, IDX images"
                    + " (*-images-idx3-ubyte[.gz]), CIFAR binary files, or tar shards";

    private Datasets() {}

    /**
     * Opens a data set.
     *
     * <ul>
     *   <li>{@code textures} or {@code textures:SIDE}: the endless stream of {@link
     *       TextureGenerator}, 32 or SIDE pixels wide and high; ids {@code
     *       textures-SIDE/seed/number}
     *   <li>{@code fashion-mnist}: the 60,000 training images where Debian's dataset-fashion-mnist
     *       is installed, else the 10,000 test images
     *   <li>an IDX image file {@code SPLIT-images-idx3-ubyte[.gz]}, with the labels beside it, or a
     *       folder of them; ids {@code folder/SPLIT/position}
     *   <li>a CIFAR-10 or CIFAR-100 binary file, or a folder of them; ids {@code
     *       cifar-10/SPLIT/position}
     *   <li>a WebDataset shard {@code .tar}, a folder of them without images beside them, or a
     *       pattern of their names; ids {@code shard.tar/key}, with the shard's folders where they
     *       are several
     *   <li>any other folder: the images in it; the id is the path in the folder and the label its
     *       first sub-folder
     * </ul>
     *
     * @param spec one of these
     * @throws IllegalArgumentException if SIDE is out of range
     * @throws NoSuchFileException if nothing of that name exists
     * @throws DatasetException if what is there is no data set, or a broken one
     */
    public static Dataset open(String spec) throws IOException {
        Matcher textures = TEXTURES.matcher(spec);
        if (textures.matches()) {
            return textures(textures.group(1));
        }
        if (spec.equals(FashionMnist.NAME)) {
            return FashionMnist.open(FashionMnist.DEBIAN_FOLDER);
        }
        Path path = Path.of(spec);
        if (!Files.exists(path) && ShardPattern.isPattern(spec)) {
            return new TarDataset(parentName(path), ShardPattern.files(spec));
        }
        if (!Files.exists(path)) {
            throw new NoSuchFileException(spec, null, "no such data set; expected " + EXPECTED);
        }
        return Files.isDirectory(path) ? DatasetFolder.open(path) : file(path);
    }

    private static Dataset textures(String side) {
        return new TextureDataset(side == null ? DEFAULT_TEXTURE_SIDE : Integer.parseInt(side));
    }

    private static Dataset file(Path file) throws IOException {
        if (IdxFiles.isImages(file)) {
            return IdxFiles.files(parentName(file), List.of(file));
        }
        Optional<CifarFormat> cifar = CifarFormat.of(file);
        if (cifar.isPresent()) {
            return CifarImages.files(cifar.get(), List.of(file));
        }
        if (file.toString().endsWith(".tar")) {
            return new TarDataset(name(file).replace(".tar", ""), List.of(file));
        }
        throw new DatasetException(file.toString(), "another kind of file", EXPECTED);
    }

    private static String parentName(Path file) {
        return name(file.toAbsolutePath().normalize().getParent());
    }

    /** The last name of a path, also where it is given as {@code .} or {@code ..}. */
    static String name(Path path) {
        Path last = path.toAbsolutePath().normalize().getFileName();
        return last == null ? "root" : last.toString();
    }
}
