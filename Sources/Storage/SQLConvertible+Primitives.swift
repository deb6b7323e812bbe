package import Primitives
package import SQLText

extension Identifier: SQLConvertible {
    /// The id as an integer.
    package var sqlValue: SQLValue { .integer(rawValue) }
}

extension CivilDate: SQLConvertible {
    /// Days since 1970-01-01.
    package var sqlValue: SQLValue { .integer(Int64(dayNumber)) }
}

extension CalendarMonth: SQLConvertible {
    /// Months since year 0.
    package var sqlValue: SQLValue { .integer(Int64(index)) }
}

extension Instant: SQLConvertible {
    /// Milliseconds UTC.
    package var sqlValue: SQLValue { .integer(milliseconds) }
}

extension Money: SQLConvertible {
    /// Fen.
    package var sqlValue: SQLValue { .integer(fen) }
}

extension RegionCode: SQLConvertible {
    /// The code's digits.
    package var sqlValue: SQLValue { .text(text) }
}

extension Row {
    /// An id.
    package func id<Subject>(_ column: String, of: Subject.Type = Subject.self) throws -> Identifier<Subject> {
        Identifier<Subject>(try integer(column))
    }

    /// An id or NULL.
    package func optionalID<Subject>(
        _ column: String, of: Subject.Type = Subject.self
    ) throws -> Identifier<Subject>? {
        try optionalInteger(column).map { Identifier<Subject>($0) }
    }

    /// A day.
    package func date(_ column: String) throws -> CivilDate {
        CivilDate(dayNumber: Int32(truncatingIfNeeded: try integer(column)))
    }

    /// A day or NULL.
    package func optionalDate(_ column: String) throws -> CivilDate? {
        try optionalInteger(column).map { CivilDate(dayNumber: Int32(truncatingIfNeeded: $0)) }
    }

    /// A month.
    package func month(_ column: String) throws -> CalendarMonth {
        CalendarMonth(index: Int32(truncatingIfNeeded: try integer(column)))
    }

    /// A month or NULL.
    package func optionalMonth(_ column: String) throws -> CalendarMonth? {
        try optionalInteger(column).map { CalendarMonth(index: Int32(truncatingIfNeeded: $0)) }
    }

    /// An instant.
    package func instant(_ column: String) throws -> Instant { Instant(milliseconds: try integer(column)) }

    /// An instant or NULL.
    package func optionalInstant(_ column: String) throws -> Instant? {
        try optionalInteger(column).map { Instant(milliseconds: $0) }
    }

    /// An amount.
    package func money(_ column: String) throws -> Money { Money(fen: try integer(column)) }

    /// An amount or NULL.
    package func optionalMoney(_ column: String) throws -> Money? {
        try optionalInteger(column).map { Money(fen: $0) }
    }

    /// A region code.
    package func region(_ column: String) throws -> RegionCode {
        let text = try text(column)
        guard let code = try? RegionCode(text) else {
            throw StoreError(.damaged, "Column \(column) holds \(text), which is no region code.")
        }
        return code
    }

    /// A value of an enumeration stored as text.
    package func code<Value: RawRepresentable<String>>(_ column: String, as: Value.Type = Value.self) throws -> Value {
        let text = try text(column)
        guard let value = Value(rawValue: text) else {
            throw StoreError(.damaged, "Column \(column) holds \(text), which is no \(Value.self).")
        }
        return value
    }

    /// A value of an enumeration stored as text, or NULL.
    package func optionalCode<Value: RawRepresentable<String>>(
        _ column: String, as: Value.Type = Value.self
    ) throws -> Value? {
        try optionalText(column) == nil ? nil : try code(column, as: Value.self)
    }
}
