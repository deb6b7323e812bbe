/// What is taken for granted before the data speaks, and where it stays silent.
enum LinkAssumptions {
    /// m by field and level: careful records, a mistake in every tenth field.
    static let onePerson: [LinkField: [Double]] = [
        .identity: [0.70, 0.05, 0.20, 0.05],
        .name: [0.85, 0.05, 0.04, 0.02, 0.01, 0.02, 0.01],
        .birthDate: [0.88, 0.02, 0.03, 0.03, 0.02, 0.01, 0.01],
        .address: [0.60, 0.15, 0.08, 0.05, 0.04, 0.08],
        .phone: [0.70, 0.05, 0.25],
        .sex: [0.99, 0.01],
    ]

    /// The same for twins; of these only name, phone and sex are learnt, the rest is what being twins means.
    static let twins: [LinkField: [Double]] = [
        .identity: [0.000_001, 0.000_001, 0.001, 0.998_998],
        .name: [0.001, 0.05, 0.20, 0.40, 0.248, 0.10, 0.001],
        .birthDate: [0.97, 0.001, 0.025, 0.001, 0.001, 0.001, 0.001],
        .address: [0.85, 0.10, 0.02, 0.01, 0.01, 0.01],
        .phone: [0.50, 0.01, 0.49],
        .sex: [0.80, 0.20],
    ]

    /// Least share of a level among strangers: nobody has seen enough pairs to be surer.
    static let leastChance = 0.000_001
    /// Fewest pairs of one person from which a field's shares are learnt.
    static let fewestPairs = 100.0
}
