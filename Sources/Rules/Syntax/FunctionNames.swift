/// Functions whose name has two parts: the first is no variable there.
package enum FunctionNames {
    /// The second parts, by the first.
    package static let spaces: [String: Set<String>] = [
        "math": [
            "greatest", "least", "ceil", "floor", "round", "trunc", "abs", "sign", "isNaN", "isInf", "isFinite",
            "bitAnd", "bitOr", "bitXor", "bitNot", "bitShiftLeft", "bitShiftRight", "sqrt",
        ],
        "strings": ["quote"],
        "base64": ["encode", "decode"],
        "sets": ["contains", "equivalent", "intersects"],
        "lists": ["range"],
        "optional": ["of", "none", "ofNonZeroValue"],
        "ip": ["isCanonical"],
    ]
}
