package org.swavstream.state.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.swavstream.state.tensor.ElementType;

/** How elements lie in a file, and what they are read as; each name is a dtype of the format. */
enum Encoding {
    F32(ElementType.F32, Float.BYTES),
    F64(ElementType.F64, Double.BYTES),
    I64(ElementType.I64, Long.BYTES),
    F16(ElementType.F32, Short.BYTES) {
        @Override
        byte[] decode(byte[] stored) {
            return widened(stored, HalfPrecision::toFloat);
        }
    },
    BF16(ElementType.F32, Short.BYTES) {
        @Override
        byte[] decode(byte[] stored) {
            return widened(stored, bits -> Float.intBitsToFloat(bits << Short.SIZE));
        }
    };

    private final ElementType elementType;
    private final int bytes;

    Encoding(ElementType elementType, int bytes) {
        this.elementType = elementType;
        this.bytes = bytes;
    }

    /** Whether the dtype of this name is one of these. */
    static boolean isKnown(String dtype) {
        return Arrays.stream(values()).anyMatch(encoding -> encoding.name().equals(dtype));
    }

    /** What the elements are after {@link #decode}. */
    ElementType elementType() {
        return elementType;
    }

    /** Size of a stored element in bytes. */
    int bytes() {
        return bytes;
    }

    /** Stored elements as elements of {@link #elementType}, without loss. */
    byte[] decode(byte[] stored) {
        return stored;
    }

    private static byte[] widened(byte[] halves, Widening widening) {
        ByteBuffer from = ByteBuffer.wrap(halves).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.allocate(2 * halves.length).order(ByteOrder.LITTLE_ENDIAN);
        while (from.hasRemaining()) {
            to.putFloat(widening.widen(from.getShort()));
        }
        return to.array();
    }

    private interface Widening {
        float widen(short bits);
    }
}
