/// One value as both engines can hold it: nothing, a 64-bit integer, UTF-8 text or bytes.
///
/// There is no floating number: money is integer fen and ratios are pairs of integers. A boolean is 0 or 1, a date is
/// text or a day number, whichever the table says.
package enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case blob([UInt8])

    /// The kind in words, for error messages; never the content, which may be a citizen's number.
    package var kind: String {
        switch self {
        case .null: "NULL"
        case .integer: "an integer"
        case .text: "text"
        case .blob: "bytes"
        }
    }

    /// Text is equal when its UTF-8 bytes are, as in both engines; `String` would treat é and e + ´ as one.
    package static func == (left: SQLValue, right: SQLValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let left), .integer(let right)): left == right
        case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
        case (.blob(let left), .blob(let right)): left == right
        default: false
        }
    }

    /// Hashes the kind and the bytes, in step with `==`.
    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .integer(let value):
            hasher.combine(1)
            hasher.combine(value)
        case .text(let value):
            hasher.combine(2)
            for byte in value.utf8 { hasher.combine(byte) }
        case .blob(let value):
            hasher.combine(3)
            hasher.combine(value)
        }
    }
}

/// Whatever can be bound to a statement; domain types say how in `Storage`.
package protocol SQLConvertible {
    /// The value as the database holds it.
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLConvertible {
    /// Itself.
    package var sqlValue: SQLValue { self }
}

extension Int64: SQLConvertible {
    /// The integer.
    package var sqlValue: SQLValue { .integer(self) }
}

extension Int32: SQLConvertible {
    /// The integer, widened.
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Int: SQLConvertible {
    /// The integer, 64 bits wide on every platform Backstop runs on.
    package var sqlValue: SQLValue { .integer(Int64(self)) }
}

extension Bool: SQLConvertible {
    /// 1 or 0.
    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }
}

extension String: SQLConvertible {
    /// The text; an empty string is not NULL.
    package var sqlValue: SQLValue { .text(self) }
}

extension [UInt8]: SQLConvertible {
    /// The bytes.
    package var sqlValue: SQLValue { .blob(self) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    /// The wrapped value, or NULL.
    package var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
