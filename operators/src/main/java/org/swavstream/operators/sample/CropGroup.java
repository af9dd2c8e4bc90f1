package org.swavstream.operators.sample;

import java.io.Serializable;
import java.util.List;

/**
 * Views of one size.
 *
 * @param count how many of them an image gives, from 1
 * @param side width and height of each in pixels, from 8 to 1,024
 */
public record CropGroup(int count, int side) implements Serializable {

    public CropGroup {
        if (count < 1 || side < 8 || side > 1024) {
            throw new IllegalArgumentException(
                    "crop group %dx%d: the count must be at least 1 and the side 8 to 1024 pixels"
                            .formatted(count, side));
        }
    }

    /** Size of all the group's views of one image, in bytes of 8-bit RGB. */
    public int bytes() {
        return count * viewBytes();
    }

    /** Size of one view in bytes of 8-bit RGB; also the number of its values. */
    public int viewBytes() {
        return side * side * 3;
    }

    /** Size of all views of one image, in bytes of 8-bit RGB. */
    public static int bytes(List<CropGroup> groups) {
        return groups.stream().mapToInt(CropGroup::bytes).sum();
    }

    /** Number of views of one image. */
    public static int views(List<CropGroup> groups) {
        return groups.stream().mapToInt(CropGroup::count).sum();
    }

    @Override
    public String toString() {
        return count + "x" + side;
    }
}
