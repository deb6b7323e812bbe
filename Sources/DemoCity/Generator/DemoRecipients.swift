package import Primitives

/// The class of a dibao family by who can work, which sets how often it is looked at again.
package enum DemoRecipientClass: String, Hashable, Sendable {
    /// Nobody can work: A.
    case nobodyCanWork = "A"
    /// Somebody can work and earns something: B.
    case someWork = "B"
    /// Somebody can work and earns nothing: C.
    case ableWithoutWork = "C"
}

/// An active award of a dibao family that the city paid before the platform came.
package struct DemoRecipient: Hashable, Sendable {
    /// The family in `household.csv`.
    package let householdID: String
    /// The certificate's number, unique.
    package let certificate: String
    /// The head's name.
    package let applicantName: String
    /// All members, the applicant first.
    package let memberIDs: [CitizenID]
    /// The class.
    package let classification: DemoRecipientClass
    /// What is paid monthly, to the fen as in `assistance_payment.csv` of the last paid month and the own county.
    package let monthlyAmount: Money
    /// The bank card.
    package let account: String
    /// The first month paid.
    package let fromMonth: CalendarMonth
}

/// The list of active awards that an office would hand over when the platform takes over.
package struct DemoRecipients: Hashable, Sendable {
    /// The awards, by family.
    package let rows: [DemoRecipient]

    /// The list as CSV text: UTF-8, LF, one header line.
    package var csv: String {
        var text = "certificate,applicant_name,applicant_id,member_ids,class,monthly_amount,account,from_month\n"
        for row in rows {
            let members = row.memberIDs.map(\.text)
            text += [
                row.certificate, row.applicantName, members[0], members.joined(separator: ";"),
                row.classification.rawValue, row.monthlyAmount.text, row.account, row.fromMonth.text,
            ].joined(separator: ",")
            text += "\n"
        }
        return text
    }
}

extension City {
    /// The active awards of the families on dibao.
    func recipients() -> DemoRecipients {
        var rows: [DemoRecipient] = []
        for (index, household) in households.enumerated() where household.program == .dibao {
            let serial = String(rows.count + 1)
            let county = county(of: household).code.text
            rows.append(
                DemoRecipient(
                    householdID: householdID(index),
                    certificate: "DB" + county + String(repeating: "0", count: 6 - serial.count) + serial,
                    applicantName: name(household.head), memberIDs: household.members.map(citizenID),
                    classification: classification(of: household),
                    monthlyAmount: Money(fen: Int64(household.benefitFen)),
                    // Serials of candidates come first, so that no card is given out twice.
                    account: InventedContacts.bankCard(100_000 + rows.count),
                    fromMonth: household.startDay.calendarMonth.adding(months: 1)))
        }
        return DemoRecipients(rows: rows)
    }

    private func classification(of household: Household) -> DemoRecipientClass {
        let able = household.members.filter { member in
            let grade = people[member].disabilityGrade
            return (16..<60).contains(age(member)) && people[member].livelihood != .pupil && grade != 1 && grade != 2
        }
        if able.isEmpty { return .nobodyCanWork }
        return able.contains { people[$0].incomeFen > 0 } ? .someWork : .ableWithoutWork
    }
}
