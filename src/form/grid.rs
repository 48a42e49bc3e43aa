//! What a grid's rows are called and counted in, for lists, screens and messages.

use super::compiled::Form;
use super::{Answers, FieldType, GridRow, Path};

impl Form {
    /// The place at a row and column as they stand on the paper: its rows, then the locality's own; the fields
    /// that only those have, then its columns.
    pub fn grid_path(&self, answers: &Answers, row: usize, column: usize) -> Option<Path> {
        let local = self.local();
        let Some(local_row) = row.checked_sub(self.rows().len()) else {
            let column = column.checked_sub(local.map_or(0, |(_, own)| own))?;
            return Some(Path::Cell {
                row: self.rows().get(row)?.id.clone(),
                column: self.columns().get(column)?.field.id.clone(),
            });
        };
        let (group, _) = local?;
        Some(Path::Member {
            roster: group.id.clone(),
            row: *answers.rows(group.id.as_str()).get(local_row)?,
            field: group.fields.get(column)?.id.clone(),
        })
    }

    /// A row's wording. Where several rows have it, as the rows of a block do, those it stands under come
    /// before it: `Vốn › Ngân sách trung ương › Sự nghiệp`.
    pub fn row_title(&self, row: &GridRow) -> String {
        let rows = self.rows();
        let alike = rows.iter().filter(|other| other.label == row.label).count();
        let at = rows.iter().position(|other| other.id == row.id);
        let (Some(at), true) = (at, alike > 1) else {
            return row.label.clone();
        };
        let mut depth = row.depth;
        let mut labels = vec![row.label.as_str()];
        for above in rows.iter().take(at).rev() {
            if above.depth < depth {
                depth = above.depth;
                labels.push(&above.label);
            }
        }
        labels.reverse();
        labels.join(" › ")
    }

    /// The unit of a row's figures where it is not what the columns say; `%` for a row of rates.
    pub fn row_unit(&self, row: &GridRow) -> Option<String> {
        let own = |kind: FieldType| kind.is_number() && kind != FieldType::Percent;
        let column = self
            .columns()
            .iter()
            .find(|column| own(column.field.kind))?;
        let field = self.field_at(&Path::Cell {
            row: row.id.clone(),
            column: column.field.id.clone(),
        })?;
        match field.kind {
            FieldType::Percent => field.unit.clone().or_else(|| Some("%".to_owned())),
            _ => field
                .unit
                .clone()
                .filter(|_| field.unit != column.field.unit),
        }
    }
}
