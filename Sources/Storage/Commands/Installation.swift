import SQLText

/// Facts about the installation that live in its store.
package enum InstallationKey: String, Sendable {
    /// The day the imported data are of, `YYYY-MM-DD`.
    case asOf
    /// Milliseconds to add to the system clock for the business clock.
    case businessOffset
    /// `demo` when `backstop demo` made the store, `real` otherwise.
    case origin
    /// The region this installation serves, for example 3716.
    case region
    /// The region's name.
    case regionName
    /// Hotlines of townships and counties, `code=number` with commas between.
    case regionHotlines
    /// The last business day on which every deadline was looked at, `YYYY-MM-DD`.
    case remindersDay
    /// The last business day on which every long-term board was looked at, `YYYY-MM-DD`.
    case boardsDay
    /// The head count of the imported population, for coverage rates.
    case population
    /// The hash of the city folder whose register the store holds.
    case cityLoaded
    /// The hash of the city folder whose department data are in force.
    case cityPublished
}

extension StoreTransaction {
    /// A value of the installation.
    package func installationValue(_ key: InstallationKey) throws -> String? {
        try sql.first("SELECT value FROM installation WHERE key = \(key.rawValue)")?.text("value")
    }

    /// Sets a value of the installation.
    package func setInstallationValue(_ key: InstallationKey, _ value: String) throws {
        try sql.execute(
            """
            INSERT INTO installation (key, value) VALUES (\(key.rawValue), \(value))
            ON CONFLICT (key) DO UPDATE SET value = excluded.value
            """)
    }
}
